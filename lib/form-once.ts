import { createHash } from 'node:crypto'
import type { Person } from '@/lib/people/actor'

/** Sent along unseen by every form: the mark of the page that it stands on, and whether the same is meant a second time. */
export const ONCE_FIELDS = ['once', 'again'] as const

const MOST = 100

/**
 * What makes this form act once, however often it is sent: a double click, the page sent again, back and sent again. Only a hash of what was typed is
 * kept. Undefined where the form says nothing of its page, as one that a program sends.
 */
export async function onceOf(form: FormData, verb: string): Promise<Person['once']> {
  const page = form.get('once')
  if (typeof page !== 'string' || page === '' || page.length > MOST) return undefined
  const said = createHash('sha256').update(verb)
  for (const [name, value] of form) {
    if (name.startsWith('$') || ONCE_FIELDS.some((field) => field === name)) continue
    if (typeof value === 'string') said.update(JSON.stringify([name, value]))
    else said.update(JSON.stringify([name, value.name, value.size])).update(new Uint8Array(await value.arrayBuffer()))
  }
  return {
    key: `form ${said.digest('hex')}`,
    requestHash: createHash('sha256').update(page).digest('hex'),
    form: { again: form.get('again') === 'on' },
  }
}

import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import { redirect } from 'next/navigation'
import { expect, test } from 'vitest'
import type { FormAction } from '@/lib/form-state'
import { keepingUnsent } from './unsent'

const form = new FormData()
for (const [name, value] of [
  ['$ACTION_REF_1', ''],
  ['title', 'What was typed'],
  ['kinds', 'video'],
  ['kinds', 'log'],
] as const) {
  form.append(name, value)
}
const typed = { title: 'What was typed', kinds: ['video', 'log'] }

const thrown = (error: unknown) =>
  keepingUnsent(async () => {
    throw error
  })(null, form)

test('a form that an earlier build drew says so, and keeps what was typed', async () => {
  const state = await thrown(new UnrecognizedActionError('Server Action "x" was not found'))
  expect(state).toMatchObject({
    problem: { kind: 'outdated', title: expect.stringContaining('updated') },
    values: typed,
  })
})

test.each([new TypeError('Failed to fetch'), new Error('An unexpected response was received from the server.')])(
  'a form that does not get through keeps what was typed: %s',
  async (error) => {
    expect(await thrown(error)).toMatchObject({ problem: { kind: 'unanswered' }, values: typed })
  },
)

test('only a form with the mark of its page is told to be sent again as it is', async () => {
  const marked = new FormData()
  marked.append('once', '1-2-3-4')
  const cut = async () => {
    throw new TypeError('Failed to fetch')
  }
  const saidOf = async (sent: FormData) => (await keepingUnsent(cut)(null, sent))?.problem?.detail
  expect(await saidOf(marked)).toContain('not saved a second time')
  expect(await saidOf(form)).toContain('look in another tab')
})

test('what the action answers, and where it sends people, goes on as it is', async () => {
  const state = { shown: { token: 'x' } }
  expect(await keepingUnsent(async () => state)(null, form)).toBe(state)
  await expect(keepingUnsent(async () => redirect('/there'))(null, form)).rejects.toThrow('NEXT_REDIRECT')
})

test('only where an answer came is the next form another one', async () => {
  const answers: string[] = []
  const sent = (what: string, action: FormAction) => keepingUnsent(action, () => answers.push(what))(null, form)
  await sent('refused', async () => ({ problem: { kind: 'invalid', title: 'Look', fields: [] } }))
  await sent('onward', async () => redirect('/there')).catch(() => {})
  await sent('cut', async () => {
    throw new TypeError('Failed to fetch')
  })
  expect(answers).toEqual(['refused', 'onward'])
})

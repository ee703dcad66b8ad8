import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { onceOf } from '@/lib/form-once'
import { logQuestion } from '@/lib/questions/commands'
import { Refusal } from '@/lib/refusal'
import { type Committee, eventCount, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
})

const question = (wording: string) => ({ wording, why: 'It decides what is asked next.', theme: 'when' })

/** What a form action does with this form, sent from that page. */
async function send(wording: string, page: string, { again = false, by = committee.staffer } = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(question(wording))) form.append(name, value)
  form.append('inquiry', by.inquiry.slug)
  form.append('$ACTION_KEY', page)
  if (page) form.append('once', page)
  if (again) form.append('again', 'on')
  const once = await onceOf(form, logQuestion.verb)
  return logQuestion({ ...by, ...(once && { once }) }, question(wording))
}
const refused = (act: Promise<unknown>) =>
  act.then(
    () => expect.fail('was not refused'),
    (error) => {
      if (error instanceof Refusal) return error
      throw error
    },
  )
const logged = (wording: string) => db().question.count({ where: { wording } })

describe('a form', () => {
  it('that is sent three times from one page acts once, and all three go where it went', async () => {
    const before = await eventCount(committee.staffer)
    const answers = await Promise.all(['once', 'once', 'once'].map(() => send('Sent three times?', 'page')))
    expect(new Set(answers.map(({ ref }) => ref)).size).toBe(1)
    expect(await send('Sent three times?', 'page')).toEqual(answers[0])
    expect(await logged('Sent three times?')).toBe(1)
    expect(await eventCount(committee.staffer)).toBe(before + 1)
  })

  it('that says the same from another page a moment later is asked about, and acts when it is meant, once', async () => {
    const { ref } = await send('Back, and sent again?', 'page')
    const problem = await refused(send('Back, and sent again?', 'page after going back'))
    expect(problem).toMatchObject({ kind: 'conflict', again: true, detail: expect.stringContaining(String(ref)) })
    expect(await logged('Back, and sent again?')).toBe(1)
    const meant = () => send('Back, and sent again?', 'page with the question', { again: true })
    const both = await Promise.all([meant(), meant()])
    expect(both[0]).toEqual(both[1])
    expect(both[0]?.ref).not.toBe(ref)
    expect(await logged('Back, and sent again?')).toBe(2)
  })

  it('that two pages mean a second time at the same moment acts once, and the other is asked about that one', async () => {
    await send('Meant in two tabs?', 'page')
    const pages = ['one tab', 'the other tab']
    const both = await Promise.allSettled(pages.map((page) => send('Meant in two tabs?', page, { again: true })))
    const reasons = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(reasons).toMatchObject([{ name: 'Refusal', kind: 'conflict', again: true }])
    expect(await logged('Meant in two tabs?')).toBe(2)
  })

  it('that says the same much later, something else, or by somebody else, acts', async () => {
    await send('The same, later?', 'one')
    await db().idempotentAnswer.updateMany({ data: { createdAt: new Date(Date.now() - 6 * 60_000) } })
    await send('The same, later?', 'two')
    await send('The same, later?', 'three', { by: committee.otherStaffer })
    await send('Another one?', 'three', { by: committee.otherStaffer })
    expect([await logged('The same, later?'), await logged('Another one?')]).toEqual([3, 1])
  })

  it('that was refused, or says nothing of its page, is remembered by nobody', async () => {
    expect((await refused(send('', 'page'))).kind).toBe('invalid')
    await send('', 'page').catch(() => {})
    await send('From a program?', '')
    await send('From a program?', '')
    expect(await logged('From a program?')).toBe(2)
  })

  it('with another file is another form', async () => {
    const key = async (bytes: string) => {
      const form = new FormData()
      form.append('once', 'page')
      form.append('log', new File([bytes], 'log.csv'))
      return (await onceOf(form, 'withheld.bring_log'))?.key
    }
    expect(await key('a;b')).toBe(await key('a;b'))
    expect(await key('a;b')).not.toBe(await key('a;c'))
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { type Act, foldActs } from '@/lib/audit/acts'
import type { Body } from '@/lib/audit/append'
import { deed } from '@/lib/audit/events'
import { type HistoryFilter, history, historyPage, newestActs } from '@/lib/audit/queries'
import { historyCsv } from '@/lib/audit/ui/history-csv'
import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import { setLetterRequests } from '@/lib/letters/commands'
import type { Actor } from '@/lib/people/actor'
import { draftRequest } from '@/lib/requests/commands'
import { send, tokenFor } from '@/lib/testing/api'
import type { Committee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { here, issued, letter, request, seatWithOffice } from '@/lib/testing/letters'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithOffice()
})

const four = async (actor: Actor, more: Record<string, unknown> = {}) => {
  const refs: string[] = []
  for (let i = 0; i < 4; i += 1) refs.push((await request(actor, more)).ref)
  return refs
}
const told = ({ entry, under }: Act) => ({ entry: deed(entry), under: under.map(deed) })
const newest = async (actor: Actor, n = 1) => (await newestActs(actor, {}, n)).map(told)
/** The least that an event is. */
const event = (name: string, marks: Partial<Body> = {}) => ({ event: name, ...marks }) as Body

describe('events as acts', () => {
  it('are one act with what came of them, in the order in which it was written, wherever they stand', () => {
    const [letterIssued, rung, first, other] = [
      event('letter.issue', { act: 'l', over: ['r1', 'r2'] }),
      event('request.rung_taken', { act: 'r1' }),
      event('request.issue', { act: 'r1' }),
      event('request.issue', { act: 'r2' }),
    ]
    expect(foldActs([letterIssued, other, rung, first])).toEqual([{ entry: letterIssued, under: [first, rung, other] }])
    expect(foldActs([other, rung, first])).toEqual([
      { entry: other, under: [] },
      { entry: first, under: [rung] },
    ])
  })

  it('of version 1 stand each for itself', () => {
    const [one, two] = [event('request.issue'), event('request.issue')]
    expect(foldActs([one, two])).toEqual([
      { entry: one, under: [] },
      { entry: two, under: [] },
    ])
  })
})

describe('issuing a letter with four requests', () => {
  it('reads as one entry with what came of it', async () => {
    const refs = await four(committee.staffer)
    const { ref } = await issued(committee, { requests: refs })
    const range = `${refs[0]} to ${refs[3]}`
    expect(await newest(committee.minorityReviewer)).toEqual([
      {
        entry: `issued ${ref}, which carries ${range}`,
        under: refs.flatMap((one) => [`issued ${one}`, `pushed ${one} up the ladder to: request`]),
      },
    ])
  })

  it('reads so in the history of each request, with what came of it for that request', async () => {
    const refs = await four(committee.staffer)
    await issued(committee, { requests: refs })
    const { id } = await db().request.findFirstOrThrow({
      where: { inquiryId: committee.staffer.inquiry.id, number: Number(refs[1]?.slice(2)), partition: 'shared' },
    })
    const [last] = (await newestActs(committee.viewer, { recordId: id }, 1)).map(told)
    expect(last?.under).toEqual([`issued ${refs[1]}`, `pushed ${refs[1]} up the ladder to: request`])
  })

  it('tells the other side of a letter of one side nothing that binds its requests together', async () => {
    const own = await request(committee.staffer, { partition: 'majority' })
    const refs = [...(await four(committee.staffer)), own.ref]
    const { ref } = await issued(committee, { requests: refs, partition: 'majority' })
    const [act] = await newestActs(committee.reviewer, {}, 1)
    expect(act?.under).toHaveLength(11)
    expect(act && deed(act.entry)).toMatch(new RegExp(`^issued ${ref}, which carries `))

    const theirs = await newestActs(committee.minorityStaffer, {}, 5)
    for (const { entry, under } of theirs) {
      expect(entry.event).toBe('request.issue')
      expect(new Set(under.map(({ subject }) => subject.id))).toEqual(new Set([entry.subject.id]))
      expect(entry.over).toBeUndefined()
    }
    expect(new Set(theirs.map(({ entry }) => entry.act)).size).toBe(5)
    // What they can read names no mark of what they cannot.
    const visible = (await history(committee.minorityStaffer, {}, 1_000)).entries
    const marks = new Set(visible.map(({ act }) => act))
    expect(visible.flatMap(({ over }) => over ?? []).filter((mark) => !marks.has(mark))).toEqual([])
    const token = await tokenFor(committee.minorityStaffer)
    const { body } = await send(token, 'GET', `/inquiries/${committee.staffer.inquiry.slug}/history?limit=5`)
    expect(body.items.map((item: { over: string[] }) => item.over)).toEqual([[], [], [], [], []])
  })
})

it('a draft that goes onto a letter, and an item that moves its requests, are one entry each', async () => {
  const { ref } = await letter(committee.staffer)
  const draft = {
    kind: 'log',
    title: 'The log',
    wording: 'All of it.',
    addressee: 'O-1',
    questions: 'Q-1',
    letter: ref,
  }
  const more = { formWanted: 'delivered_copy', handling: 'unclassified', dueOn: '2030-01-01' }
  const made = await draftRequest(committee.staffer, { ...draft, ...more })
  expect(await newest(committee.viewer)).toEqual([
    { entry: `drafted request ${made.ref}`, under: [`put ${made.ref} on ${ref}`] },
  ])
  const asked = await request(committee.staffer)
  await issued(committee, { requests: [asked.ref] })
  const item = await logEvidence(committee.staffer, {
    ...{ title: 'It', kind: 'video', receivedOn: here(committee.staffer), fromOffice: 'O-1', heldAt: 'Safe 1' },
    ...{ accessMode: 'delivered_copy', handling: 'unclassified', requests: asked.ref, all: asked.ref },
  })
  const [act] = await newest(committee.viewer)
  expect(act?.entry).toBe(`logged ${item.ref} against ${asked.ref}`)
  expect(act?.under[0]).toBe(`recorded that the producer calls complete what came on ${asked.ref}: ${item.ref}`)
})

describe('which requests stand on a letter', () => {
  it('is told with what was put on it, what was taken off, and the order where that is another', async () => {
    const [one = '', two = '', three = '', four_ = ''] = await four(committee.staffer)
    const made = await letter(committee.staffer, { requests: [one, two] })
    let version = made.version
    const change = async (requests: string[]) => {
      const answer = await setLetterRequests(committee.staffer, { letter: made.ref, version, requests })
      version = Number(answer.version)
      return (await newest(committee.staffer))[0]?.entry
    }
    expect(await change([one, two, three])).toBe(`put ${three} on ${made.ref}`)
    expect(await change([one, three])).toBe(`took ${two} off ${made.ref}`)
    expect(await change([three, four_])).toBe(`put ${four_} on ${made.ref} and took ${one} off it`)
    expect(await change([four_, three])).toBe(
      `changed the order on ${made.ref} to ${four_}, ${three} (was ${three}, ${four_})`,
    )
    expect(await change([one, four_, three])).toBe(
      `put ${one} on ${made.ref}, in the order ${one}, ${four_}, ${three} (was ${four_}, ${three})`,
    )
  })
})

describe('pages of the history', () => {
  it('cut no act, lose none and tell none twice, whichever way one goes', async () => {
    const all = foldActs((await history(committee.staffer, {}, 1_000)).entries)
    const filters: HistoryFilter[] = []
    const pages: string[][] = []
    let filter: HistoryFilter = {}
    for (;;) {
      filters.push(filter)
      const page = await historyPage(committee.staffer, filter, 3)
      pages.push(foldActs(page.entries).map(({ entry }) => entry.id))
      expect(page.newer === null).toBe(filters.length === 1)
      if (!page.older) break
      const last = page.entries[page.entries.length - 1]
      filter = { before: BigInt(last?.seq ?? 0) }
    }
    expect(pages.flat()).toEqual(all.map(({ entry }) => entry.id))
    expect(pages.length).toBeGreaterThan(10)

    const back: string[][] = []
    filter = { after: -1n }
    for (;;) {
      const page = await historyPage(committee.staffer, filter, 3)
      back.push(foldActs(page.entries).map(({ entry }) => entry.id))
      if (!page.newer) break
      filter = { after: BigInt(page.entries[0]?.seq ?? 0) }
    }
    expect(back.reverse().flat()).toEqual(all.map(({ entry }) => entry.id))
  })
})

it('a spreadsheet says under one word what was one act', async () => {
  const refs = await four(committee.staffer)
  await issued(committee, { requests: refs })
  const { entries } = await history(committee.viewer, {}, 9)
  const { header, lines } = historyCsv(entries, 'UTC')
  const acts = lines.map((line) => line[header.indexOf('Act')])
  expect(new Set(acts)).toEqual(new Set([entries[0]?.act]))
})

import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { deed } from '@/lib/audit/events'
import { history, historyOf } from '@/lib/audit/queries'
import { editCorrespondence, logCorrespondence } from '@/lib/correspondence/commands'
import {
  correspondenceOf,
  correspondenceSnapshot,
  listCorrespondence,
  loadCorrespondence,
} from '@/lib/correspondence/queries'
import { directions, directionsOf, media } from '@/lib/correspondence/schema'
import { writeCursor } from '@/lib/cursor'
import { db } from '@/lib/db'
import { parseRef, type Ref } from '@/lib/fields'
import type { Direction, Medium, Partition } from '@/lib/generated/prisma/enums'
import { nextNumber } from '@/lib/numbers'
import { addOffice } from '@/lib/offices/commands'
import type { Actor } from '@/lib/people/actor'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { addDays, today } from '@/lib/time'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  await addOffice(committee.staffer, { name: 'White House Counsel' })
  await addOffice(committee.staffer, { name: 'Strike cell' })
})

const call = (more: object = {}) => ({
  medium: 'call',
  direction: 'held',
  happenedOn: '2026-02-03',
  office: 'O-1',
  about: 'Asked who signs the review.',
  ...more,
})
const refOf = (text: string): Ref => {
  const ref = parseRef('CO', text)
  if (!ref) throw new Error(`${text} is no number of correspondence`)
  return ref
}
const load = (actor: Actor, ref: string) => loadCorrespondence(db(), actor, refOf(ref))
const found = async (actor: Actor, filter: Parameters<typeof listCorrespondence>[1] = {}) =>
  (await listCorrespondence(actor, filter)).rows.map((row) => row.ref)

/** A request or letter in a partition, put there past the rules of its own room, which are tried there. */
async function existing(what: 'request' | 'letter', partition: Partition): Promise<{ ref: string; id: string }> {
  const { inquiry, userId: createdById } = committee.staffer
  const office = await db().office.findFirstOrThrow({ where: { inquiryId: inquiry.id, number: 1 } })
  const prefix = what === 'request' ? 'R' : 'L'
  const number = await db().$transaction((tx) => nextNumber(tx, inquiry.id, prefix, partition))
  const common = { inquiryId: inquiry.id, partition, number, addresseeId: office.id, createdById }
  const { id } =
    what === 'request'
      ? await db().request.create({
          data: {
            ...common,
            kind: 'video',
            title: 'The video',
            wording: 'All of it.',
            formWanted: 'delivered_copy',
            handling: 'unclassified',
          },
          select: { id: true },
        })
      : await db().letter.create({
          data: { ...common, instrument: 'letter', subject: 'The video', rung: 'request' },
          select: { id: true },
        })
  return { id, ref: `${prefix}-${{ shared: '', majority: 'M', minority: 'N' }[partition]}${number}` }
}

describe('who logs correspondence', () => {
  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer', 'nonpartisanReviewer'] as const)(
    'is not a %s',
    async (who) => {
      const { ref } = await logCorrespondence(committee.staffer, call())
      const before = await eventCount(committee[who])
      const edit = { ...call(), correspondence: ref, version: 1 }
      expect((await refusalOf(logCorrespondence(committee[who], call()))).kind).toBe('forbidden')
      expect((await refusalOf(editCorrespondence(committee[who], edit))).kind).toBe('forbidden')
      expect(await eventCount(committee[who])).toBe(before)
    },
  )

  const sides = [
    ['staffer', 'majority', /^CO-M\d+$/],
    ['minorityStaffer', 'minority', /^CO-N\d+$/],
    ['nonpartisanStaffer', 'shared', /^CO-\d+$/],
  ] as const
  for (const [who, own, series] of sides) {
    it(`is a ${who}, for everybody or for the own side, each in its own series`, async () => {
      expect((await logCorrespondence(committee[who], call())).ref).toMatch(/^CO-\d+$/)
      const { ref } = await logCorrespondence(committee[who], call({ partition: own }))
      expect(ref).toMatch(series)
      const edit = { ...call(), correspondence: ref, version: 1 }
      expect(await editCorrespondence(committee[who], edit)).toMatchObject({ ref, version: 2 })
    })

    const others = (['majority', 'minority'] as const).filter((partition) => partition !== own)
    it.each(others)(`and a ${who} keeps nothing for another side: %s`, async (partition) => {
      expect((await refusalOf(logCorrespondence(committee[who], call({ partition })))).kind).toBe('forbidden')
    })
  }
})

describe('direction and medium', () => {
  for (const medium of Object.keys(media) as Medium[]) {
    for (const direction of Object.keys(directions) as Direction[]) {
      const fits = directionsOf[medium].includes(direction)
      it(`${fits ? 'takes' : 'refuses'} a ${medium} that is ${direction}`, async () => {
        const act = logCorrespondence(committee.staffer, call({ medium, direction }))
        if (fits) expect(await act).toMatchObject({ version: 1 })
        else expect(await refusalOf(act)).toMatchObject({ kind: 'invalid', paths: ['direction'] })
      })
    }
  }
})

it.each([
  ['a blank about', { about: ' \u200b ' }, ['about']],
  ['no medium', { medium: undefined }, ['medium']],
  ['a day that does not exist', { happenedOn: '2026-02-30' }, ['happenedOn']],
  ['an office that is not there', { office: 'O-99999' }, ['office']],
  ['a request that is not there', { requests: 'R-99999' }, ['requests']],
  ['a letter that is not there', { letter: 'L-99999' }, ['letter']],
  ['words where numbers belong', { requests: 'the video' }, ['requests']],
  ['an object where text belongs', { about: { not: '' } }, ['about']],
  ['an unknown field', { outcome: 'none' }, ['outcome']],
])('refuses %s beside its field', async (_name, more, paths) => {
  expect(await refusalOf(logCorrespondence(committee.staffer, call(more)))).toMatchObject({ kind: 'invalid', paths })
})

it('happened today or before, and says everything that is wrong at once', async () => {
  const now = today(committee.staffer.inquiry.timeZone)
  expect(await logCorrespondence(committee.staffer, call({ happenedOn: now }))).toMatchObject({ version: 1 })
  const wrong = call({
    happenedOn: addDays(now, 1),
    medium: 'meeting',
    direction: 'sent',
    office: 'O-99999',
    requests: 'R-99998, R-99999',
    letter: 'L-99999',
  })
  expect(await refusalOf(logCorrespondence(committee.staffer, wrong))).toMatchObject({
    kind: 'invalid',
    paths: ['direction', 'happenedOn', 'office', 'requests', 'requests', 'letter'],
  })
})

describe("a side's own", () => {
  const others = ['minorityStaffer', 'minorityReviewer', 'nonpartisanStaffer', 'nonpartisanReviewer'] as const

  it.each(others)('does not exist for a %s: not in lists, counts, histories, nor by its number', async (who) => {
    const request = await existing('request', 'shared')
    const before = await listCorrespondence(committee[who])
    const events = (await history(committee[who], {}, 1000)).entries.length
    const input = call({ partition: 'majority', requests: [request.ref], about: 'Zwieback is a rare word.' })
    const { ref } = await logCorrespondence(committee.staffer, input)
    await editCorrespondence(committee.staffer, {
      ...call({ requests: [request.ref], about: 'Zwieback is a rare word still.' }),
      correspondence: ref,
      version: 1,
    })

    expect(await listCorrespondence(committee[who])).toEqual(before)
    expect(await found(committee[who], { q: 'zwieback' })).toEqual([])
    expect(await correspondenceOf(committee[who], { requestId: request.id })).toEqual({ rows: [], total: 0 })
    expect((await historyOf(committee[who], request.id)).total).toBe(0)
    expect((await history(committee[who], {}, 1000)).entries.length).toBe(events)
    await expect(load(committee[who], ref)).rejects.toMatchObject({ kind: 'missing' })
    const edit = (correspondence: string) =>
      refusalOf(editCorrespondence(committee[who], { ...call(), correspondence, version: 2 }))
    expect(await edit(ref)).toEqual(await edit('CO-M99999'))

    expect(await found(committee.otherStaffer, { q: 'zwieback' })).toContain(ref)
    expect((await correspondenceOf(committee.otherReviewer, { requestId: request.id })).total).toBe(1)
    expect((await historyOf(committee.reviewer, request.id)).total).toBe(2)
  })

  it('leaves no gap in the shared series', async () => {
    const number = async (actor: Actor, more = {}) => refOf((await logCorrespondence(actor, call(more))).ref).number
    const first = await number(committee.staffer)
    await number(committee.staffer, { partition: 'majority' })
    expect(await number(committee.minorityStaffer)).toBe(first + 1)
  })
})

describe.each(['request', 'letter'] as const)('naming a %s', (what) => {
  const field = what === 'request' ? 'requests' : 'letter'
  const naming = async (named: Partition, kept: Partition) => {
    const record = await existing(what, named)
    return { record, act: () => logCorrespondence(committee.staffer, call({ [field]: record.ref, partition: kept })) }
  }

  it('that is shared, everybody may', async () => {
    for (const kept of ['shared', 'majority'] as const) {
      const { record, act } = await naming('shared', kept)
      const { ref } = await act()
      const about = what === 'request' ? { requestId: record.id } : { letterId: record.id }
      expect((await correspondenceOf(committee.staffer, about)).rows.map((row) => row.ref)).toEqual([ref])
    }
  })

  it("that is the side's own, only correspondence of that side may", async () => {
    expect(await (await naming('majority', 'majority')).act()).toMatchObject({ version: 1 })
    const { act } = await naming('majority', 'shared')
    expect(await refusalOf(act())).toMatchObject({ kind: 'invalid', paths: [field] })
  })

  it("that is the other side's is as if it were not there", async () => {
    const { record } = await naming('minority', 'shared')
    const asIf = (ref: string) => refusalOf(logCorrespondence(committee.staffer, call({ [field]: ref })))
    expect(await asIf(record.ref)).toEqual(await asIf(record.ref.replace(/\d+$/, '99999')))
  })

  it('may not begin by an edit either', async () => {
    const { ref } = await logCorrespondence(committee.staffer, call())
    const record = await existing(what, 'majority')
    const edit = editCorrespondence(committee.staffer, {
      ...call({ [field]: record.ref }),
      correspondence: ref,
      version: 1,
    })
    expect(await refusalOf(edit)).toMatchObject({ kind: 'invalid', paths: [field] })
  })
})

describe('the list', () => {
  it('is narrowed by medium, office, request, letter and words, and paged newest first', async () => {
    const [request, letter] = [await existing('request', 'shared'), await existing('letter', 'shared')]
    const input = { office: 'O-2', requests: [request.ref], letter: letter.ref, medium: 'email', direction: 'sent' }
    const refs: string[] = []
    for (const day of ['2020-01-03', '2020-01-01', '2020-01-02']) {
      refs.push(
        (await logCorrespondence(committee.staffer, call({ ...input, happenedOn: day, about: 'Postponing' }))).ref,
      )
    }
    const newestFirst = [refs[0], refs[2], refs[1]]
    const viewer = committee.viewer
    const number = (ref: string, prefix: string) => parseRef(prefix, ref) ?? { series: 'shared' as const, number: 0 }
    expect(await found(viewer, { office: number('O-2', 'O') })).toEqual(newestFirst)
    expect(await found(viewer, { request: number(request.ref, 'R') })).toEqual(newestFirst)
    expect(await found(viewer, { letter: number(letter.ref, 'L') })).toEqual(newestFirst)
    expect(await found(viewer, { q: 'postponed' })).toEqual(newestFirst)
    expect(await found(viewer, { q: 'postponed', medium: 'call' })).toEqual([])
    const page = await listCorrespondence(viewer, { q: 'postponed' }, { limit: 1, offset: 1 })
    expect([page.rows.map((row) => row.ref), page.total]).toEqual([[refs[2]], 3])
    expect(await found(viewer, { q: refs[1]?.toLowerCase() })).toEqual([refs[1]])
  })

  it('goes on from place to place as it goes from page to page, each row once', async () => {
    const all = await found(committee.viewer)
    const walked: string[] = []
    let after: string | null = null
    do {
      const page = await listCorrespondence(committee.viewer, {}, { limit: 7, after })
      walked.push(...page.rows.map((row) => row.ref))
      after = page.next
    } while (after)
    const total = (await listCorrespondence(committee.viewer)).total
    expect(walked.slice(0, all.length)).toEqual(all)
    expect([walked.length, new Set(walked).size]).toEqual([total, total])
  })

  it.each([
    ['no cursor', 'here'],
    ['a day that does not exist', writeCursor(['2026-02-30', '00000000-0000-0000-0000-000000000000'])],
    ['an id that is none', writeCursor(['2026-02-03', "' or 1=1"])],
    ['one value', writeCursor(['2026-02-03'])],
  ])('refuses %s as a place to go on from', async (_name, after) => {
    const refusal = await refusalOf(listCorrespondence(committee.viewer, {}, { after }))
    expect(refusal).toMatchObject({ kind: 'invalid', paths: ['after'] })
  })

  it.each(["' or 1=1 --", '"', '!!! & | <->', '\\'])('takes %s as words', async (q) => {
    expect(await found(committee.viewer, { q })).toEqual([])
  })
})

it('says in the history what it was, with whom and about which requests', async () => {
  const [one, two] = [await existing('request', 'shared'), await existing('request', 'shared')]
  const { ref } = await logCorrespondence(committee.staffer, call({ requests: [one.ref] }))
  await editCorrespondence(committee.staffer, { ...call({ requests: [two.ref] }), correspondence: ref, version: 1 })
  const { entries } = await historyOf(committee.viewer, one.id)
  expect(entries.map(deed)).toEqual([
    `edited correspondence ${ref}, which is now about ${two.ref}`,
    `logged a call with White House Counsel (${ref}) about ${one.ref}`,
  ])
})

it('tells the second of two what the first did, and changes nothing', async () => {
  const { ref } = await logCorrespondence(committee.staffer, call())
  const request = await existing('request', 'shared')
  const at = { correspondence: ref, version: 1 }
  await editCorrespondence(committee.staffer, {
    ...call({ about: 'A date was named.', requests: [request.ref] }),
    ...at,
  })
  const late = editCorrespondence(committee.otherStaffer, { ...call({ about: 'No date.' }), ...at })
  await expect(late).rejects.toMatchObject({
    kind: 'conflict',
    current: { about: 'A date was named.', requests: request.ref, version: '2' },
  })
  expect((await load(committee.staffer, ref)).requests).toHaveLength(1)
})

it('is hidden from other inquiries: an unknown number and a foreign one are the same', async () => {
  const { ref } = await logCorrespondence(committee.staffer, call())
  const request = await existing('request', 'shared')
  const foreign = await seatCommittee()
  await addOffice(foreign.staffer, { name: 'Another office' })
  const of = (correspondence: string) =>
    refusalOf(editCorrespondence(foreign.staffer, { ...call(), correspondence, version: 1 }))
  expect(await of(ref)).toEqual(await of('CO-99999'))
  const naming = (more: object) => refusalOf(logCorrespondence(foreign.staffer, call(more)))
  expect(await naming({ office: 'O-2' })).toMatchObject({ paths: ['office'] })
  expect(await naming({ requests: request.ref })).toMatchObject({ paths: ['requests'] })
  expect(await listCorrespondence(foreign.staffer)).toEqual({ rows: [], total: 0, next: null })
})

it('can be rebuilt from the history', async () => {
  const [one, two] = [await existing('request', 'shared'), await existing('request', 'majority')]
  const letter = await existing('letter', 'majority')
  const more = { partition: 'majority', requests: [one.ref], letter: letter.ref, withWhom: 'Deputy counsel' }
  const { ref } = await logCorrespondence(committee.staffer, call(more))
  await editCorrespondence(committee.staffer, {
    ...call({ requests: `${two.ref}, ${one.ref}`, letter: letter.ref, office: 'O-2' }),
    correspondence: ref,
    version: 1,
  })
  const row = await load(committee.staffer, ref)
  const events = await db().auditEvent.findMany({ where: { subjectId: row.id }, orderBy: { seq: 'asc' } })
  expect(fold(events.map((event) => JSON.parse(event.body).changes))).toEqual(
    Object.fromEntries(Object.entries(correspondenceSnapshot(row)).filter(([, value]) => value !== null)),
  )
  expect(row.requests).toHaveLength(2)
})

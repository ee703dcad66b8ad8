import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { historyOf } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import type { AccessMode } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { logProduction } from '@/lib/productions/commands'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putRequest } from '@/lib/testing/records'
import { came, entry, inRole, log, type Made, numberOf, rowOf, seatWithRequests } from '@/lib/testing/withheld'
import { addDays, today } from '@/lib/time'
import { editWithheld, logWithheld, moveWithheld } from '@/lib/withheld/commands'
import { getWithheld, withheldBefore, withheldOf, withheldSnapshot } from '@/lib/withheld/queries'
import { type WithheldStatus, withheldMoves, withheldStatuses } from '@/lib/withheld/status'

let committee: Committee
/** Items that came, by how */
const items = {} as Record<AccessMode, string>

beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithRequests()
  await putRequest(committee.staffer, 3, { status: 'draft' })
  await putRequest(committee.staffer, 1, { status: 'draft', partition: 'minority' })
  for (const how of ['delivered_copy', 'in_camera'] as const) items[how] = await came(committee.staffer, how)
})

const statuses = Object.keys(withheldStatuses) as WithheldStatus[]
const load = (ref: string) => rowOf(committee.staffer, ref)
const requestId = async (number: number) =>
  (
    await db().request.findFirstOrThrow({
      where: { inquiryId: committee.staffer.inquiry.id, number, partition: 'shared' },
    })
  ).id

/** An entry in any status, put there past the rules: the rules are what is tried. */
async function entryIn(status: WithheldStatus, by: Actor = committee.otherStaffer): Promise<Made> {
  const { ref } = await log(by)
  const { id } = await load(ref)
  const item = await db().evidenceItem.findFirstOrThrow({ where: { inquiryId: by.inquiry.id } })
  await db().withheldItem.updateMany({
    where: { id },
    data: {
      status,
      ...(status === 'accommodated' && { accommodation: 'summary' }),
      ...(status === 'released' && { releasedAsId: item.id }),
    },
  })
  return { ref, status, version: 1 }
}

const move = (actor: Actor, of: { ref: string; version: number }, to: WithheldStatus, more = {}) =>
  moveWithheld(actor, { withheld: of.ref, version: of.version, to, ...more }) as Promise<Made>

/** What each field of a move holds when it is right. */
const given = (line: (typeof withheldMoves)[number]) =>
  Object.fromEntries(
    line.needs.map((field) => [
      field,
      { note: 'For this reason.', accommodation: 'summary', item: items.delivered_copy }[field],
    ]),
  )

describe('logging what is withheld', () => {
  it('numbers entries without gaps, also when many are logged at once and some fail', async () => {
    const fresh = await seatWithRequests()
    const done = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) =>
        logWithheld(fresh.staffer, i % 4 === 3 ? { ...entry, requests: 'R-99' } : entry),
      ),
    )
    const numbers = done.flatMap((one) => (one.status === 'fulfilled' ? [numberOf(one.value.ref).number] : []))
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer', 'nonpartisanReviewer'] as const)(
    'is not for a %s',
    async (who) => {
      const before = await eventCount(committee[who])
      expect((await refusalOf(logWithheld(committee[who], entry))).kind).toBe('forbidden')
      expect(await eventCount(committee[who])).toBe(before)
    },
  )

  it.each(['staffer', 'minorityStaffer', 'nonpartisanStaffer'] as const)(
    'is for a %s, and every side sees it: there is no partition of what is withheld',
    async (who) => {
      const { ref } = await logWithheld(committee[who], entry)
      for (const reader of Object.values(committee)) expect((await getWithheld(reader, numberOf(ref))).ref).toBe(ref)
    },
  )

  it.each<[string, object, string[]]>([
    ['blank words', { what: ' \u200b ' }, ['what']],
    ['no request', { requests: '' }, ['requests']],
    ['a request that does not exist', { requests: ['R-1', 'R-99'] }, ['requests']],
    ['a request that was not issued', { requests: 'R-3' }, ['requests']],
    ['a draft of the other side', { requests: 'R-N1' }, ['requests']],
    ['an office that does not exist', { office: 'O-99' }, ['office']],
    ['a delivery that does not exist', { production: 'P-99' }, ['production']],
    ['no day of the claim', { assertedOn: undefined }, ['assertedOn']],
    ['a claim of a day to come', { assertedOn: addDays(today('America/New_York'), 2) }, ['assertedOn']],
    ['a document of a day to come', { datedOn: addDays(today('America/New_York'), 2) }, ['datedOn']],
    ['a day that does not exist', { datedOn: '2026-02-30' }, ['datedOn']],
    ['no page', { pages: 0 }, ['pages']],
    ['half a page', { pages: 1.5 }, ['pages']],
    ['more pages than there can be', { pages: '10000000' }, ['pages']],
    ['pages in words', { pages: 'three' }, ['pages']],
    ['neither whole nor in part', { extent: 'most' }, ['extent']],
    ['a basis that does not exist', { basis: 'gossip' }, ['basis']],
    ['a status', { status: 'released' }, ['status']],
    ['a marking', { what: 'TOP SECRET//SI//NOFORN' }, ['what']],
    ['an object where text belongs', { what: { not: '' } }, ['what']],
  ])('refuses %s beside its field', async (_name, wrong, paths) => {
    const before = await eventCount(committee.staffer)
    const refusal = await refusalOf(logWithheld(committee.staffer, { ...entry, ...wrong }))
    expect(refusal).toMatchObject({ kind: expect.stringMatching(/^(invalid|spill)$/), paths })
    expect(await eventCount(committee.staffer)).toBe(before)
  })

  it('takes pages as a form sends them', async () => {
    const { ref } = await logWithheld(committee.staffer, { ...entry, pages: ' 12 ' })
    expect((await getWithheld(committee.viewer, numberOf(ref))).pages).toBe(12)
  })

  it('takes a control number once for an office, whatever its letters, also when two log it at once', async () => {
    const numbered = { ...entry, controlNumber: 'PRIV-7' }
    const both = await Promise.allSettled([
      logWithheld(committee.staffer, numbered),
      logWithheld(committee.otherStaffer, numbered),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const again = logWithheld(committee.staffer, { ...entry, controlNumber: 'priv-7' })
    expect(await refusalOf(again)).toMatchObject({ kind: 'invalid', paths: ['controlNumber'] })
    expect(await logWithheld(committee.staffer, { ...numbered, office: 'O-2' })).toMatchObject({ status: 'asserted' })
  })

  it('stands in the history of each request that it would answer', async () => {
    const { ref } = await logWithheld(committee.staffer, { ...entry, requests: 'R-1, R-2' })
    for (const number of [1, 2]) {
      const { entries } = await historyOf(committee.viewer, await requestId(number), 1)
      expect(entries[0]).toMatchObject({ event: 'withheld.logged', subject: { ref } })
    }
  })
})

it('names the delivery that its log came with, and stands on its page and in its history', async () => {
  const { ref: production } = await logProduction(committee.staffer, {
    ...{ fromOffice: 'O-1', receivedOn: '2026-02-03', medium: 'electronic', certification: 'not_stated', leave: 'R-1' },
  })
  const { ref } = await log(committee.staffer, { production })
  const row = await rowOf(committee.staffer, ref)
  expect(await getWithheld(committee.viewer, numberOf(ref))).toMatchObject({ production })
  const { entries, total } = await withheldOf(committee.viewer, { productionId: row.productionId ?? '' })
  expect([entries.map((one) => one.ref), total]).toEqual([[ref], 1])
  const { entries: told } = await historyOf(committee.viewer, row.productionId ?? '', 1)
  expect(told[0]).toMatchObject({ event: 'withheld.logged', subject: { ref } })
})

describe('editing an entry', () => {
  it.each(statuses)('is for a staffer, and for nobody once it is %s unless that is asserted', async (status) => {
    const made = await entryIn(status)
    const edit = (actor: Actor) =>
      editWithheld(actor, { ...entry, withheld: made.ref, version: made.version, what: 'Mended words' })
    for (const who of ['reviewer', 'viewer', 'admin'] as const) {
      expect((await refusalOf(edit(committee[who]))).kind).toBe('forbidden')
    }
    if (status === 'asserted') expect(await edit(committee.minorityStaffer)).toMatchObject({ version: 2 })
    else expect((await refusalOf(edit(committee.staffer))).kind).toBe('forbidden')
  })

  it('empties what is left out, and takes over office and requests', async () => {
    const { ref } = await logWithheld(committee.staffer, { ...entry, author: 'Counsel', pages: 3 })
    await editWithheld(committee.staffer, { ...entry, withheld: ref, version: 1, office: 'O-2', requests: 'R-2' })
    const made = await getWithheld(committee.staffer, numberOf(ref))
    expect(made).toMatchObject({ author: null, pages: null, office: { ref: 'O-2' } })
    expect(made.requests.map((request) => request.ref)).toEqual(['R-2'])
  })

  it('does not take the control number of another entry, and keeps its own', async () => {
    await logWithheld(committee.staffer, { ...entry, controlNumber: 'PRIV-20' })
    const { ref } = await logWithheld(committee.staffer, { ...entry, controlNumber: 'PRIV-21' })
    const edit = (controlNumber: string) =>
      editWithheld(committee.staffer, { ...entry, withheld: ref, version: 1, controlNumber })
    expect(await refusalOf(edit('PRIV-20'))).toMatchObject({ kind: 'invalid', paths: ['controlNumber'] })
    expect(await edit('PRIV-21')).toMatchObject({ version: 2 })
  })

  it('tells the second of two what the first did, and changes nothing', async () => {
    const { ref } = await log(committee.staffer)
    await editWithheld(committee.staffer, { ...entry, withheld: ref, version: 1, what: 'Two e-mails' })
    const late = editWithheld(committee.otherStaffer, { ...entry, withheld: ref, version: 1, requests: 'R-2' })
    await expect(late).rejects.toMatchObject({ kind: 'conflict', current: { what: 'Two e-mails', version: '2' } })
    expect((await load(ref)).requests.map(({ request }) => request.number)).toEqual([1])
  })
})

describe('moves: every status, every target, every role', () => {
  const roles = ['staffer', 'reviewer', 'viewer', 'admin'] as const
  const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const))
  it.each(pairs)('%s to %s', async (from, to) => {
    const line = withheldMoves.find((one) => one.to === to && one.from.includes(from))
    for (const role of roles) {
      const act = move(committee[role], await entryIn(from), to, line ? given(line) : {})
      if (line?.by.includes(role)) expect(await act).toMatchObject({ status: to, version: 2 })
      else expect(['invalid', 'forbidden']).toContain((await refusalOf(act)).kind)
    }
  })

  it.each(withheldMoves)(
    '$verb asks for each thing that it needs, and refuses what it has no use for',
    async (line) => {
      const [from] = line.from
      if (!from) expect.fail('a move starts somewhere')
      const actor = line.by[0] === 'reviewer' ? committee.reviewer : committee.staffer
      for (const field of line.needs) {
        const refusal = await refusalOf(move(actor, await entryIn(from), line.to, { ...given(line), [field]: '' }))
        expect(refusal).toMatchObject({ kind: 'invalid', paths: [field] })
      }
      for (const [field, value] of Object.entries({ accommodation: 'summary', item: items.delivered_copy })) {
        if ([...line.needs, ...line.takes].some((one) => one === field)) continue
        const extra = move(actor, await entryIn(from), line.to, { ...given(line), [field]: value })
        expect(await refusalOf(extra)).toMatchObject({ kind: 'invalid', paths: [field] })
      }
    },
  )
})

describe('four eyes', () => {
  const ruling = withheldMoves.filter(({ fourEyes }) => fourEyes)

  it('are asked of every ruling, and of nothing that a staffer records', () => {
    expect(ruling.map(({ verb }) => verb).sort()).toEqual(['accept', 'challenge', 'sustain'])
  })

  it.each(ruling)('nobody does $verb to what they logged or edited, whatever their role is now', async (line) => {
    const [from = 'asserted'] = line.from
    const logged = await entryIn(from, committee.staffer)
    const edited = await entryIn('asserted', committee.otherStaffer)
    await editWithheld(committee.staffer, { ...entry, withheld: edited.ref, version: 1, what: 'Other words' })
    await db().withheldItem.updateMany({ where: { id: (await load(edited.ref)).id }, data: { status: from } })
    await inRole(committee.staffer, 'reviewer', async (judge) => {
      for (const [ref, version] of [
        [logged.ref, 1],
        [edited.ref, 2],
      ] as const) {
        expect((await refusalOf(move(judge, { ref, version }, line.to, given(line)))).kind).toBe('forbidden')
        expect(await move(committee.reviewer, { ref, version }, line.to, given(line))).toMatchObject({
          status: line.to,
        })
      }
    })
  })

  it('nobody sustains a claim against a challenge of their own', async () => {
    const challenged = await move(committee.reviewer, await entryIn('asserted'), 'challenged', { note: 'Too wide.' })
    const sustain = (actor: Actor) => move(actor, challenged, 'sustained', { note: 'The chair ruled.' })
    expect(await refusalOf(sustain(committee.reviewer))).toMatchObject({
      kind: 'forbidden',
      title: expect.stringContaining('You challenged it'),
    })
    expect(await sustain(committee.minorityReviewer)).toMatchObject({ status: 'sustained' })
  })
})

describe('an answer to a challenge', () => {
  const challenged = () => entryIn('challenged')
  const note = 'They wrote so.'

  it.each<[string, WithheldStatus, object, string[]]>([
    ['a release that names an item shown in camera', 'released', { item: 'in_camera' }, ['item']],
    ['a release that names no item that is here', 'released', { item: 'E-99' }, ['item']],
    ['a redacted copy that is no item', 'accommodated', { accommodation: 'redacted' }, ['item']],
    [
      'a showing in camera that is here as a copy',
      'accommodated',
      { accommodation: 'in_camera', item: 'delivered_copy' },
      ['item'],
    ],
    ['an accommodation that does not exist', 'accommodated', { accommodation: 'a promise' }, ['accommodation']],
  ])('refuses %s', async (_name, to, more, paths) => {
    const fields = { note, ...more } as { item?: AccessMode }
    const item = fields.item && (items[fields.item] ?? fields.item)
    const refusal = await refusalOf(move(committee.staffer, await challenged(), to, { ...fields, item }))
    expect(refusal).toMatchObject({ kind: 'invalid', paths })
  })

  it('is not an item that went back to its producer', async () => {
    const ref = await came(committee.staffer, 'delivered_copy')
    const number = Number(ref.slice(2))
    await db().evidenceItem.updateMany({
      where: { inquiryId: committee.staffer.inquiry.id, number },
      data: { status: 'clawed_back' },
    })
    const refusal = await refusalOf(move(committee.staffer, await challenged(), 'released', { note, item: ref }))
    expect(refusal).toMatchObject({ kind: 'invalid', paths: ['item'] })
  })

  it.each<[string, WithheldStatus, object, object]>([
    ['released', 'released', { item: 'delivered_copy' }, { accommodation: null, releasedAs: 'delivered_copy' }],
    [
      'shown in camera, as an item',
      'accommodated',
      { accommodation: 'in_camera', item: 'in_camera' },
      { accommodation: 'in_camera', releasedAs: 'in_camera' },
    ],
    ['shown in camera', 'accommodated', { accommodation: 'in_camera' }, { accommodation: 'in_camera' }],
    [
      'redacted',
      'accommodated',
      { accommodation: 'redacted', item: 'delivered_copy' },
      { accommodation: 'redacted', releasedAs: 'delivered_copy' },
    ],
    ['summarized', 'accommodated', { accommodation: 'summary' }, { accommodation: 'summary' }],
  ])('keeps how it was %s, and stands in the history of the item', async (_name, to, more, kept) => {
    const named = (of: object) => {
      const { item, releasedAs, ...rest } = of as { item?: AccessMode; releasedAs?: AccessMode }
      return { ...rest, ...(item && { item: items[item] }), ...(releasedAs && { releasedAs: items[releasedAs] }) }
    }
    const made = await challenged()
    await move(committee.staffer, made, to, { note, ...named(more) })
    const shown = await getWithheld(committee.viewer, numberOf(made.ref))
    const expected = { releasedAs: null, ...named(kept) }
    expect({ ...shown, releasedAs: shown.releasedAs?.ref ?? null }).toMatchObject({ ...expected, statusReason: note })
    const { releasedAsId } = await load(made.ref)
    if (!releasedAsId) return
    const { entries } = await historyOf(committee.viewer, releasedAsId, 1)
    expect(entries[0]).toMatchObject({ subject: { ref: made.ref } })
    expect((await withheldBefore(committee.viewer, releasedAsId)).map(({ ref }) => ref)).toContain(made.ref)
  })
})

it('is hidden from other inquiries: an unknown number and a foreign one are the same', async () => {
  const { ref } = await log(committee.staffer)
  const foreign = await seatCommittee()
  const of = (withheld: string) =>
    refusalOf(moveWithheld(foreign.reviewer, { withheld, version: 1, to: 'challenged', note: 'x' }))
  expect(await of(ref)).toEqual(await of('W-99999'))
  expect(await withheldOf(foreign.staffer, { requestId: await requestId(1) })).toEqual({ entries: [], total: 0 })
})

it('can be rebuilt from the history, at every step', async () => {
  const { ref } = await logWithheld(committee.staffer, { ...entry, author: 'Counsel', pages: 2 })
  const steps: ReturnType<typeof withheldSnapshot>[] = []
  const keep = async () => steps.push(withheldSnapshot(await load(ref)))
  await keep()
  await editWithheld(committee.staffer, { ...entry, withheld: ref, version: 1, requests: 'R-1, R-2', extent: 'part' })
  await keep()
  await move(committee.reviewer, { ref, version: 2 }, 'challenged', { note: 'Too wide.' })
  await keep()
  await move(committee.staffer, { ref, version: 3 }, 'released', { note: 'They gave in.', item: items.delivered_copy })
  await keep()
  const { id } = await load(ref)
  const events = await db().auditEvent.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } })
  const changes = events.map((event) => JSON.parse(event.body).changes)
  for (const [i, standing] of steps.entries()) {
    const stands = Object.fromEntries(Object.entries(standing).filter(([, value]) => value !== null))
    expect(fold(changes.slice(0, i + 1))).toEqual(stands)
  }
})

import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { deed } from '@/lib/audit/events'
import { historyOf } from '@/lib/audit/queries'
import { writeCursor } from '@/lib/cursor'
import { db } from '@/lib/db'
import { parseRef } from '@/lib/fields'
import type { Actor } from '@/lib/people/actor'
import { editProduction, logProduction } from '@/lib/productions/commands'
import { listProductions, loadProduction, productionSnapshot, productionsOf } from '@/lib/productions/queries'
import { type ProductionRecord, productionMedia } from '@/lib/productions/schema'
import { certifiedWords, leadOf } from '@/lib/productions/ui/lead'
import { search } from '@/lib/search/queries'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { addDays, today } from '@/lib/time'

let committee: Committee
let office: string
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  office = await putOffice(committee.staffer, 1)
  await putOffice(committee.staffer, 2)
  for (const number of [1, 2, 3, 5]) await putRequest(committee.staffer, number)
  await putRequest(committee.staffer, 4, { status: 'draft' })
  const refused = { outstanding: false, refusalBasis: 'privilege', refusedBy: 'Counsel' }
  await putRequest(committee.staffer, 6, { status: 'refused', ...refused })
  await putRequest(committee.staffer, 1, { status: 'draft', partition: 'minority' })
})

const came = { fromOffice: 'O-1', receivedOn: '2026-02-03', medium: 'drive', certification: 'not_stated' }
const refOf = (text: string) => parseRef('P', text) ?? expect.fail(`${text} is no number of a delivery`)
const load = (actor: Actor, ref: string) => loadProduction(db(), actor, refOf(ref))
const statusOf = async (number: number) => {
  const where = { inquiryId: committee.staffer.inquiry.id, number, partition: 'shared' as const }
  return (await db().request.findFirstOrThrow({ where })).status
}
const found = async (actor: Actor, filter: Parameters<typeof listProductions>[1] = {}) =>
  (await listProductions(actor, filter)).rows.map(({ ref }) => ref)

describe('logging a delivery', () => {
  it('moves the requests that it answers in the same step, and leaves the others', async () => {
    const { ref } = await logProduction(committee.staffer, { ...came, all: 'R-1', part: ['R-2'], leave: 'R-3' })
    expect(await Promise.all([1, 2, 3].map(statusOf))).toEqual(['received', 'partly_received', 'issued'])
    const row = await load(committee.viewer, ref)
    expect(row.requests.map(({ request }) => request.number)).toEqual([1, 2, 3])
    for (const { request } of row.requests.slice(0, 2)) {
      const { entries } = await historyOf(committee.viewer, request.id)
      expect(entries.map(({ event }) => event)).toEqual([
        'production.logged',
        request.number === 1 ? 'request.receive' : 'request.receive_part',
      ])
      expect(entries[1]?.concerns).toContainEqual({ type: 'production', id: row.id, ref })
    }
    const { entries } = await historyOf(committee.viewer, row.id)
    expect(entries[0] && deed(entries[0])).toBe(`logged the delivery ${ref} from Office 1, which answers R-1 to R-3`)
  })

  it('does nothing at all when one of its requests cannot be moved', async () => {
    const events = await eventCount(committee.staffer)
    const act = logProduction(committee.staffer, { ...came, all: 'R-5', part: 'R-6' })
    expect(await refusalOf(act)).toMatchObject({ kind: 'invalid', paths: ['part'] })
    expect(await statusOf(5)).toBe('issued')
    expect(await eventCount(committee.staffer)).toBe(events)
  })

  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer', 'nonpartisanReviewer'] as const)(
    'is not for a %s',
    async (who) => {
      const events = await eventCount(committee[who])
      expect((await refusalOf(logProduction(committee[who], { ...came, leave: 'R-3' }))).kind).toBe('forbidden')
      expect(await eventCount(committee[who])).toBe(events)
    },
  )

  it.each<[string, object, string[]]>([
    ['no request', {}, ['all']],
    ['a request twice', { all: 'R-1', part: 'R-1' }, ['part']],
    ['a request that does not exist', { all: 'R-99' }, ['all']],
    ['a request that was not issued', { leave: 'R-4' }, ['leave']],
    ['a draft of the other side', { leave: 'R-N1' }, ['leave']],
    ['an office that does not exist', { leave: 'R-3', fromOffice: 'O-99' }, ['fromOffice']],
    ['a day to come', { leave: 'R-3', receivedOn: addDays(today('America/New_York'), 2) }, ['receivedOn']],
    ['one end of a range', { leave: 'R-3', batesFrom: 'FER-1' }, ['batesTo']],
    ['the other end of a range', { leave: 'R-3', batesTo: 'FER-1' }, ['batesFrom']],
    ['somebody who certified what was not certified', { leave: 'R-3', certifiedBy: 'Counsel' }, ['certification']],
    ['a medium that there is not', { leave: 'R-3', medium: 'pigeon' }, ['medium']],
    ['a status', { leave: 'R-3', status: 'received' }, ['']],
    ['an object where text belongs', { leave: 'R-3', volume: { not: '' } }, ['volume']],
  ])('refuses %s beside its field', async (_name, wrong, paths) => {
    const events = await eventCount(committee.staffer)
    const refusal = await refusalOf(logProduction(committee.staffer, { ...came, ...wrong }))
    expect(refusal.kind).toBe('invalid')
    if (paths[0]) expect(refusal.paths).toEqual(paths)
    expect(await eventCount(committee.staffer)).toBe(events)
  })

  it('numbers deliveries without gaps, also when many are logged at once and some fail', async () => {
    const fresh = await seatCommittee()
    await putOffice(fresh.staffer, 1)
    await putRequest(fresh.staffer, 1)
    const done = await Promise.allSettled(
      Array.from({ length: 9 }, (_, i) =>
        logProduction(fresh.staffer, { ...came, leave: i % 3 === 2 ? 'R-9' : 'R-1' }),
      ),
    )
    const numbers = done.flatMap((one) => (one.status === 'fulfilled' ? [refOf(one.value.ref).number] : []))
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('correcting a delivery', () => {
  it('empties what is left out, takes over the requests named, and moves none', async () => {
    const { ref } = await logProduction(committee.staffer, { ...came, leave: 'R-3', note: 'A box.', volume: 'V-1' })
    const edited = { ...came, production: ref, version: 1, requests: 'R-5', volume: 'V-2' }
    expect(await editProduction(committee.otherStaffer, edited)).toMatchObject({ version: 2 })
    const row = await load(committee.viewer, ref)
    expect(row).toMatchObject({ note: null, volume: 'V-2' })
    expect(row.requests.map(({ request }) => request.number)).toEqual([5])
    expect(await statusOf(5)).toBe('issued')
  })

  it('tells the second of two what the first did, and changes nothing', async () => {
    const { ref } = await logProduction(committee.staffer, { ...came, leave: 'R-3' })
    const edit = { ...came, production: ref, version: 1, requests: 'R-3' }
    await editProduction(committee.staffer, { ...edit, volume: 'V-3' })
    const late = editProduction(committee.otherStaffer, { ...edit, requests: 'R-5' })
    await expect(late).rejects.toMatchObject({ kind: 'conflict', current: { volume: 'V-3', version: '2' } })
    expect((await load(committee.staffer, ref)).requests.map(({ request }) => request.number)).toEqual([3])
  })

  it.each(['reviewer', 'viewer', 'admin'] as const)('is not for a %s', async (who) => {
    const { ref } = await logProduction(committee.staffer, { ...came, leave: 'R-3' })
    const edit = { ...came, production: ref, version: 1, requests: 'R-3' }
    expect((await refusalOf(editProduction(committee[who], edit))).kind).toBe('forbidden')
  })

  it('leaves a history from which it can be rebuilt as it stood', async () => {
    const { ref } = await logProduction(committee.staffer, { ...came, leave: 'R-3', coverLetter: 'Encloses it.' })
    const first = productionSnapshot(await load(committee.staffer, ref))
    await editProduction(committee.staffer, { ...came, production: ref, version: 1, requests: 'R-3, R-5' })
    const row = await load(committee.staffer, ref)
    const { entries } = await historyOf(committee.viewer, row.id)
    const mine = entries.filter(({ subject }) => subject.id === row.id).reverse()
    const known = (snapshot: object) =>
      Object.fromEntries(Object.entries(snapshot).filter(([, value]) => value !== null))
    expect(fold(mine.slice(0, 1).map(({ changes }) => changes))).toEqual(known(first))
    expect(fold(mine.map(({ changes }) => changes))).toEqual(known(productionSnapshot(row)))
  })
})

describe('finding deliveries', () => {
  it('narrows them, pages them, and hides those of other inquiries', async () => {
    const fresh = await seatCommittee()
    await putOffice(fresh.staffer, 1)
    const other = await putOffice(fresh.staffer, 2)
    const request = await putRequest(fresh.staffer, 1)
    await putRequest(fresh.staffer, 2)
    const log = (more: object) => logProduction(fresh.staffer, { ...came, leave: 'R-1', ...more })
    await log({ volume: 'FER-001', batesFrom: 'FER0001', batesTo: 'FER0100' })
    await log({ fromOffice: 'O-2', leave: 'R-2', coverLetter: 'Encloses the lantern footage.' })
    await log({ receivedOn: '2026-02-01', certification: 'certified', certifiedBy: 'Counsel' })
    expect(await found(fresh.viewer)).toEqual(['P-2', 'P-1', 'P-3'])
    expect(await found(fresh.viewer, { q: 'lanterns' })).toEqual(['P-2'])
    expect(await found(fresh.viewer, { q: 'p-3' })).toEqual(['P-3'])
    expect(await found(fresh.viewer, { q: 'FER0100' })).toEqual(['P-1'])
    expect(await found(fresh.viewer, { office: { series: 'shared', number: 2 } })).toEqual(['P-2'])
    expect(await found(fresh.viewer, { request: { series: 'shared', number: 1 } })).toEqual(['P-1', 'P-3'])
    expect(await found(fresh.viewer, { certification: 'certified' })).toEqual(['P-3'])
    expect((await productionsOf(fresh.viewer, { requestId: request })).map(({ ref }) => ref)).toEqual(['P-1', 'P-3'])
    expect((await productionsOf(fresh.viewer, { officeId: other })).map(({ ref }) => ref)).toEqual(['P-2'])
    const first = await listProductions(fresh.viewer, {}, { limit: 2 })
    const rest = await listProductions(fresh.viewer, {}, { limit: 2, after: first.next })
    expect([...first.rows, ...rest.rows].map(({ ref }) => ref)).toEqual(['P-2', 'P-1', 'P-3'])
    expect([first.total, rest.next]).toEqual([3, null])
    for (const place of [
      ['2026-02-03', 'x'],
      ['nonsense', 1],
      ['2026-02-03', 0],
    ]) {
      const part = listProductions(fresh.viewer, {}, { after: writeCursor(place) })
      expect((await refusalOf(part)).paths).toEqual(['after'])
    }
    expect((await search(fresh.viewer, 'lantern')).map(({ kind }) => kind)).toEqual(['production'])
    const foreign = await seatCommittee()
    expect(await found(foreign.viewer)).toEqual([])
    expect(await productionsOf(foreign.viewer, { officeId: office })).toEqual([])
    const edit = (production: string) =>
      refusalOf(editProduction(foreign.staffer, { ...came, production, version: 1, requests: 'R-1' }))
    expect(await edit('P-1')).toEqual(await edit('P-99999'))
  })
})

describe('its certification in words', () => {
  const said = (certification: ProductionRecord['certification'], certifiedBy: string | null = null) =>
    certifiedWords({ certification, certifiedBy } as ProductionRecord)
  it.each([
    [said('certified'), 'It was certified as complete.'],
    [said('certified', 'The Deputy general counsel'), 'It was certified by the deputy general counsel as complete.'],
    [said('certified', 'FBI liaison'), 'It was certified by the FBI liaison as complete.'],
    [said('not_certified'), 'The producer expressly does not certify that it is complete.'],
    [said('not_stated'), 'The producer says nothing about whether it is complete.'],
  ])('%s', (words, expected) => expect(words).toBe(expected))

  it.each(Object.keys(productionMedia) as ProductionRecord['medium'][])('by %s', (medium) => {
    const of = {
      medium,
      items: 1,
      certification: 'not_stated',
      receivedOn: '2026-02-03',
      batesFrom: 'A1',
      batesTo: 'A9',
    }
    expect(leadOf(of as ProductionRecord, 'UTC')).toMatch(
      /^Received on .* A1 to A9\. 1 item of the register came with it\./,
    )
  })
})

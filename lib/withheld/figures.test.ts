import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { WithheldBasis, WithheldExtent } from '@/lib/generated/prisma/enums'
import { filterParams } from '@/lib/params'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { log, seatWithRequests } from '@/lib/testing/withheld'
import { moveWithheld } from '@/lib/withheld/commands'
import { type Tally, withheldFigures } from '@/lib/withheld/figures'
import { listWithheld } from '@/lib/withheld/list'
import { withheldFilter } from '@/lib/withheld/schema'
import { type WithheldStatus, withheldStatuses } from '@/lib/withheld/status'
import { totalWords } from '@/lib/withheld/ui/figures-view'

/* The figures are counted once more, entry by entry, from the list. */

let committee: Committee
const bases = Object.keys(WithheldBasis) as WithheldBasis[]
const extents = Object.keys(WithheldExtent) as WithheldExtent[]
const statuses = Object.keys(withheldStatuses) as WithheldStatus[]

beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithRequests()
  for (let i = 0; i < 24; i++) {
    const pages = i % 5 === 0 ? undefined : i
    await log(committee.staffer, {
      ...{ basis: bases[(i * i) % 4], extent: extents[i % 2], office: `O-${1 + (i % 3 === 0 ? 1 : 0)}`, pages },
    })
    const move = { withheld: `W-${i + 1}`, version: 1, note: 'So.' }
    if (i % 3 === 1) await moveWithheld(committee.reviewer, { ...move, to: 'challenged' })
    if (i % 6 === 1)
      await moveWithheld(committee.staffer, { ...move, version: 2, to: 'accommodated', accommodation: 'summary' })
    if (i % 6 === 4) await moveWithheld(committee.otherReviewer, { ...move, version: 2, to: 'sustained' })
    if (i % 6 === 2) await moveWithheld(committee.reviewer, { ...move, to: 'accepted' })
  }
})

/** The same by reading every entry that the list has under a filter, as its address has it. */
async function counted(query: Record<string, string>): Promise<Tally> {
  const { filter } = await filterParams(withheldFilter, Promise.resolve(query))
  const { items } = await listWithheld(committee.viewer, filter, { limit: 200 })
  const n = (fits: (one: (typeof items)[number]) => boolean) => items.filter(fits).length
  const byStatus = Object.fromEntries(statuses.map((status) => [status, n((one) => one.status === status)]))
  return {
    entries: items.length,
    whole: n(({ extent }) => extent === 'whole'),
    part: n(({ extent }) => extent === 'part'),
    pages: items.reduce((sum, { pages }) => sum + (pages ?? 0), 0),
    pagesUnknown: n(({ pages }) => pages === null),
    ...(byStatus as Record<WithheldStatus, number>),
  }
}

describe('the figures', () => {
  it('are those of the entries behind them, by basis, by office and in all', async () => {
    const { byBasis, byOffice, total } = await withheldFigures(committee.viewer)
    expect(total).toEqual(await counted({}))
    expect(byBasis.length).toBeGreaterThan(1)
    for (const { basis, ...tally } of byBasis) expect(tally).toEqual(await counted({ basis }))
    expect(byOffice.map(({ office }) => office.ref).sort()).toEqual(['O-1', 'O-2'])
    for (const { office, ...tally } of byOffice) expect(tally).toEqual(await counted({ office: office.ref }))
  })

  it('put what there is most of first', async () => {
    const { byBasis } = await withheldFigures(committee.viewer)
    const entries = byBasis.map((row) => row.entries)
    expect(entries).toEqual(entries.toSorted((a, b) => b - a))
  })

  it('are new as soon as something happens, and the same for every side', async () => {
    const before = (await withheldFigures(committee.viewer)).total
    await log(committee.minorityStaffer)
    for (const who of ['viewer', 'minorityReviewer', 'admin'] as const) {
      expect((await withheldFigures(committee[who])).total.entries).toBe(before.entries + 1)
    }
  })

  it('are of one inquiry, and of none where nothing is withheld', async () => {
    const foreign = await seatCommittee()
    const { byBasis, byOffice, total } = await withheldFigures(foreign.staffer)
    expect({ byBasis, byOffice, entries: total.entries, pages: total.pages }).toEqual({
      ...{ byBasis: [], byOffice: [], entries: 0, pages: 0 },
    })
    expect(await db().withheldItem.count({ where: { inquiryId: foreign.staffer.inquiry.id } })).toBe(0)
  })

  it('are said in one line', async () => {
    const { total } = await withheldFigures((await seatWithRequests()).viewer)
    expect(totalWords({ ...total, entries: 1, asserted: 1 })).toBe('1 entry, 1 not ruled on.')
    expect(totalWords({ ...total, entries: 1_214, challenged: 36, released: 12, asserted: 1_166 })).toBe(
      '1,214 entries, 36 challenged, 12 released, 1,166 not ruled on.',
    )
  })
})

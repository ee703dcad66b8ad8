import { beforeAll, describe, expect, it } from 'vitest'
import { noteExport } from '@/lib/audit/exports'
import { countsUntilSomethingHappens, untilSomethingHappens } from '@/lib/memo'
import type { Actor } from '@/lib/people/actor'
import { addNote } from '@/lib/requests/pressure'
import { type Committee, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { letter, request, seatWithOffice } from '@/lib/testing/letters'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithOffice()
  await request(committee.staffer)
})

/** Whose figures are counted again by an act: what a page takes longer for, whoever asks for it. */
async function recounted(act: () => Promise<unknown>): Promise<string[]> {
  const everybody = Object.entries(committee) as [string, Actor][]
  const counted: string[] = []
  const ask = (note: (name: string) => void) =>
    Promise.all(everybody.map(([name, actor]) => untilSomethingHappens(actor, name, async () => note(name))))
  await ask(() => {})
  await act()
  await ask((name) => counted.push(name))
  return counted.sort()
}

const majority = ['otherReviewer', 'otherStaffer', 'reviewer', 'staffer', 'viewer']

describe('figures are counted again', () => {
  it('for everybody after what everybody may see', async () => {
    expect(await recounted(() => request(committee.staffer))).toEqual(Object.keys(committee).sort())
  })

  it.each([
    ['a letter', () => letter(committee.staffer, { partition: 'majority' })],
    ['a request', () => request(committee.staffer, { partition: 'majority' })],
    [
      'a note on what is shared',
      () => addNote(committee.reviewer, { request: 'R-1', partition: 'majority', text: 'Ours.' }),
    ],
  ] as const)('for the majority alone after %s of its own', async (_, act) => {
    expect(await recounted(act)).toEqual(majority)
  })

  it.each([
    [
      'an export',
      () =>
        noteExport(committee.staffer, {
          what: 'requests',
          file: 'requests.csv',
          filter: {},
          words: false,
          rows: { shared: 1, majority: 1 },
        }),
    ],
    ['a refusal', () => refusalOf(request(committee.viewer))],
  ] as const)('for nobody after %s', async (_, act) => {
    expect(await recounted(act)).toEqual([])
  })

  it('for nobody after nothing', async () => {
    expect(await recounted(async () => {})).toEqual([])
  })

  it('for nobody after what happened in another inquiry', async () => {
    expect(await recounted(async () => seatWithOffice())).toEqual([])
  })
})

describe('counts of a list', () => {
  const counted = async (filter: object) => {
    let times = 0
    const count = async () => {
      times += 1
    }
    for (const again of [{}, { status: 'draft' }, { sort: 'due', down: true }]) {
      await countsUntilSomethingHappens(
        committee.staffer,
        `of ${JSON.stringify(filter)}`,
        { ...filter, ...again },
        count,
      )
    }
    return times
  }

  it('are kept while nothing narrows the list, whichever status is looked at and in which order', async () => {
    expect(await counted({})).toBe(1)
    expect(await counted({ q: null, office: undefined })).toBe(1)
  })

  it('are made anew where a filter narrows it', async () => {
    expect(await counted({ q: 'words' })).toBe(3)
    expect(await counted({ mine: true })).toBe(3)
  })
})

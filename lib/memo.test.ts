import { beforeAll, describe, expect, it } from 'vitest'
import { noteExport } from '@/lib/audit/exports'
import { untilSomethingHappens } from '@/lib/memo'
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

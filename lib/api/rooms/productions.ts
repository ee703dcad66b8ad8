import type { Operation } from '@/lib/api/operation'
import { room } from '@/lib/api/room'
import { gapsOfProduction } from '@/lib/gaps/queries'
import { batesFound } from '@/lib/gaps/schema'
import { editProduction, logProduction } from '@/lib/productions/commands'
import { getProduction, listProductions } from '@/lib/productions/queries'
import { productionFilter, productionRecord } from '@/lib/productions/schema'

const production = room({
  of: 'production',
  name: 'Production',
  one: 'a delivery',
  tag: 'Productions',
  record: productionRecord,
  load: getProduction,
})

const example = {
  fromOffice: 'O-1',
  receivedOn: '2026-02-12',
  medium: 'drive',
  volume: 'FER-001',
  batesFrom: 'FER-0000001',
  batesTo: 'FER-0000120',
  coverLetter: 'Encloses the first volume; the rest follows.',
  certification: 'not_certified',
  certifiedBy: 'Deputy general counsel',
  note: 'The seal was unbroken.',
}

export const productionOperations: Operation[] = [
  {
    id: 'getProductionGaps',
    method: 'GET',
    path: '/inquiries/{slug}/productions/{ref}/gaps',
    tag: 'Productions',
    of: 'production',
    summary: 'Show what is missing in a delivery, and what is in it twice',
    description:
      'Bates numbers that no document has or that several have, within it and against every other delivery, and files that are the same byte for byte.',
    shows: { BatesGaps: batesFound },
    answer: batesFound,
    run: async ({ actor, ref }) => ({ value: await gapsOfProduction(actor, ref) }),
  },
  production.list({
    summary: 'List deliveries',
    description: 'The newest received first.',
    filter: productionFilter,
    part: async (actor, filter, page) => {
      const { rows, ...rest } = await listProductions(actor, filter, page)
      return { items: rows, ...rest }
    },
  }),
  production.make({
    summary: 'Log a delivery',
    description:
      'What it means for each request is recorded in the same step: all has come, part has come, or its status is left.',
    command: logProduction,
    example: { ...example, all: [], part: ['R-1'], leave: [] },
  }),
  production.read(),
  production.edit({
    summary: 'Correct a delivery',
    description: 'Moves no request: what has come on each is recorded on the request itself.',
    command: editProduction,
    example: { ...example, requests: ['R-1'], version: 1 },
  }),
]

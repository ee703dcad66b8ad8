import { z } from 'zod'
import { listQuery, readListQuery } from '@/lib/api/answers'
import type { Call, Operation, Reply } from '@/lib/api/operation'
import type { Answer, Command } from '@/lib/command'
import { correctStep, recordStep, recordSteps } from '@/lib/custody/commands'
import { stepsFor } from '@/lib/custody/policy'
import { getChain } from '@/lib/custody/queries'
import { custodyChain, custodyMany, custodyWritten, whereabouts, whereaboutsFilter } from '@/lib/custody/schema'
import { custodyMoves, custodyStatuses } from '@/lib/custody/status'
import { whereEverythingIs } from '@/lib/custody/whereabouts'
import { getEvidence } from '@/lib/evidence/queries'
import { formatRef } from '@/lib/fields'

const path = '/inquiries/{slug}/evidence/{ref}/custody'
const base = { tag: 'Custody', of: 'evidence' as const, path }
const moves = { table: custodyMoves, labels: custodyStatuses }

async function ofItem(
  command: Command<typeof recordStep.input | typeof correctStep.input, Answer>,
  call: Call,
): Promise<Reply> {
  const { actor, ref, body } = call
  return { value: await command(actor, { ...body, evidence: formatRef('E', ref.series, ref.number) }) }
}

export const custodyOperations: Operation[] = [
  {
    ...base,
    moves,
    id: 'getCustody',
    method: 'GET',
    summary: 'Show the chain of custody of an evidence item',
    description: 'Everyone who has held it since it came, where it is now, and which step may come next.',
    shows: { Custody: custodyChain },
    answer: custodyChain,
    run: async ({ actor, ref }) => {
      const item = await getEvidence(actor, ref)
      const { entries, pieces } = await getChain(actor, item)
      const [piece] = pieces
      const steps = piece ? stepsFor(actor, piece, item.status === 'clawed_back') : []
      const value = {
        ref: item.ref,
        pieces,
        entries,
        steps: steps.map(({ move, ruling }) => ({
          kind: move.verb,
          label: move.label,
          open: ruling.allowed,
          why: ruling.allowed ? null : ruling.why,
          needs: move.needs,
          takes: move.takes,
        })),
      }
      return { value }
    },
  },
  {
    ...base,
    moves,
    id: 'recordCustody',
    method: 'POST',
    summary: 'Record a step in the chain of custody of an evidence item',
    description:
      'Now, unless "happenedOn" and "happenedTime" say when, on the clock of the inquiry; a day without a time says that only the day is ' +
      'known. Which fields a step needs, and after what it can come, stands in the table.',
    body: {
      schema: recordStep.input,
      fromAddress: ['evidence'],
      example: { kind: 'viewed', by: 'Nonpartisan reviewer', place: 'Secure reading room of the committee' },
    },
    answer: custodyWritten,
    run: (call) => ofItem(recordStep, call),
  },
  {
    ...base,
    path: `${path}/corrections`,
    id: 'correctCustody',
    method: 'POST',
    summary: 'Correct an entry of the chain of custody of an evidence item',
    description:
      'Says what was wrong and states the entry anew, or with "struck" that it never happened. The entry stays; its newest correction counts.',
    body: {
      schema: correctStep.input,
      fromAddress: ['evidence'],
      example: { entry: 1, note: 'It was registered by the other staffer.', by: 'Minority staffer' },
    },
    answer: custodyWritten,
    run: (call) => ofItem(correctStep, call),
  },
  {
    tag: 'Custody',
    path: '/inquiries/{slug}/custody/whereabouts',
    id: 'listWhereabouts',
    method: 'GET',
    summary: 'Show where everything is now',
    description: 'Each item as it was received and each copy of it, those first that have been there longest.',
    query: listQuery(whereaboutsFilter),
    shows: { Whereabouts: whereabouts },
    answer: z.object({ items: z.array(whereabouts), next: z.string().nullable(), total: z.int() }),
    run: async ({ actor, query }) => {
      const { filter, page } = readListQuery(query)
      const { lines, next, total } = await whereEverythingIs(actor, filter, page)
      return { value: { items: lines, next, total } }
    },
  },
  {
    tag: 'Custody',
    path: '/inquiries/{slug}/custody',
    id: 'recordCustodyOfMany',
    method: 'POST',
    summary: 'Check several items out or in at once',
    description: 'All of them, or none.',
    body: {
      schema: recordSteps.input,
      fromAddress: [],
      example: {
        items: ['E-2'],
        kind: 'checked_out',
        to: 'The archivist',
        authorisedBy: 'The clerk',
        receiptNo: '0042',
      },
    },
    answer: custodyMany,
    run: async ({ actor, body }) => ({ value: await recordSteps(actor, body) }),
  },
]

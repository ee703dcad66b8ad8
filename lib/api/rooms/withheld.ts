import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { room } from '@/lib/api/room'
import { WithheldBasis } from '@/lib/generated/prisma/enums'
import { challengeWithheld, editWithheld, logWithheld, moveWithheld } from '@/lib/withheld/commands'
import { withheldFigures } from '@/lib/withheld/figures'
import { listWithheld } from '@/lib/withheld/list'
import { movesFor } from '@/lib/withheld/policy'
import { getWithheld } from '@/lib/withheld/queries'
import { withheldFilter, withheldRecord } from '@/lib/withheld/schema'
import { withheldMoves, withheldStatuses } from '@/lib/withheld/status'

const withheld = room({
  of: 'withheld',
  name: 'Withheld',
  one: 'a privilege log entry',
  tag: 'Withheld',
  record: withheldRecord,
  load: getWithheld,
})

const count = z.int()
const tally = z.object({
  entries: count,
  whole: count,
  part: count,
  pages: count.meta({ title: 'Pages that the logs give' }),
  pagesUnknown: count.meta({ title: 'Entries of which the logs give no pages' }),
  asserted: count,
  accepted: count,
  challenged: count,
  accommodated: count,
  released: count,
  sustained: count,
})
const withheldFiguresAnswer = z.object({
  byBasis: z.array(tally.extend({ basis: z.enum(WithheldBasis) })),
  byOffice: z.array(tally.extend({ office: z.object({ ref: z.string(), name: z.string() }) })),
  total: tally,
})

const example = {
  requests: ['R-1'],
  production: 'P-1',
  office: 'O-1',
  assertedBy: 'General counsel',
  assertedOn: '2026-02-12',
  controlNumber: 'HBR-PRIV-0001',
  what: 'E-mail between counsel and the office about the answer to the committee',
  documentType: 'E-mail',
  datedOn: '2026-02-10',
  author: 'Deputy general counsel',
  addressees: 'Chief of staff; two others',
  custodian: 'Office of the general counsel',
  pages: 3,
  extent: 'whole',
  basis: 'attorney_client',
  basisWords: 'Attorney-client privileged communication',
}

export const withheldOperations: Operation[] = [
  withheld.list({
    summary: 'List what is withheld',
    description: 'By number, unless "sort" says otherwise.',
    filter: withheldFilter,
    part: async (actor, filter, page) => {
      const { counts: _counts, ...part } = await listWithheld(actor, filter, page)
      return part
    },
  }),
  withheld.make({
    summary: 'Log an entry of a privilege log',
    description: 'An office has one entry for each control number. Of marked material: what it is, never what it says.',
    command: logWithheld,
    example,
  }),
  {
    id: 'challengeWithheld',
    method: 'POST',
    path: '/inquiries/{slug}/withheld/challenges',
    tag: 'Withheld',
    summary: 'Challenge many entries with one reason',
    description:
      'All of them or none, each with an event of its own. Each is named with the version it was read at: W-3@2.',
    body: {
      schema: challengeWithheld.input,
      fromAddress: [],
      example: { entries: ['W-2@1', 'W-3@1'], note: 'The log names no lawyer who gave or was asked for advice.' },
    },
    answer: z.object({ entries: z.array(z.string()), challenged: z.int() }),
    run: async ({ actor, body }) => ({ value: await challengeWithheld(actor, body) }),
  },
  {
    id: 'getWithheldFigures',
    method: 'GET',
    path: '/inquiries/{slug}/withheld/figures',
    tag: 'Withheld',
    summary: 'Count what is withheld, by basis and by office',
    description: 'Each entry counts once, in the status in which it is now.',
    answer: withheldFiguresAnswer,
    run: async ({ actor }) => ({ value: await withheldFigures(actor) }),
  },
  withheld.read(),
  withheld.edit({
    summary: 'Edit an entry that nobody has ruled on yet',
    command: editWithheld,
    example: { ...example, version: 1 },
  }),
  ...withheld.moves({
    table: withheldMoves,
    labels: withheldStatuses,
    judge: movesFor,
    command: moveWithheld,
    example: { to: 'challenged', version: 2, note: 'The log names no lawyer who gave or was asked for advice.' },
  }),
]

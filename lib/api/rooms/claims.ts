import type { Operation } from '@/lib/api/operation'
import { sliceByNumber } from '@/lib/api/part'
import { room } from '@/lib/api/room'
import { editClaim, recordClaim } from '@/lib/claims/commands'
import { getClaim, listClaims } from '@/lib/claims/queries'
import { claimFilter, claimRecord } from '@/lib/claims/schema'

const claims = room({ of: 'claim', name: 'Claim', one: 'a claim', tag: 'Claims', record: claimRecord, load: getClaim })

const example = {
  question: 'Q-1',
  statement: 'A follow-on strike killed people who had survived the first.',
  sourceKind: 'reporting',
  source: 'Press reports that name no source',
}

export const claimOperations: Operation[] = [
  claims.list({
    summary: 'List claims',
    description: 'By number. A claim is alleged: recording it takes no side.',
    filter: claimFilter,
    part: async (actor, filter, page) =>
      sliceByNumber(await listClaims(actor, filter), ({ ref }) => Number(ref.slice(3)), page),
  }),
  claims.make({ summary: 'Record a claim', command: recordClaim, example }),
  claims.read(),
  claims.edit({ summary: 'Edit a claim', command: editClaim, example: { ...example, version: 1 } }),
]

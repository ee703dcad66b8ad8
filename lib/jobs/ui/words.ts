import type { JobRecord } from '@/lib/jobs/schema'
import { isJobKind, jobKinds } from '@/lib/jobs/status'
import { bytes, counted } from '@/lib/words'

/** What a job is, for its head and for lists. */
export const jobLabel = ({ kind }: Pick<JobRecord, 'kind'>): string => (isJobKind(kind) ? jobKinds[kind].label : kind)

/** How far a job is, in the unit of its kind: '1.2 GB of 40 GB', '4,000 of 100,000 rows'. */
export function progressWords({ kind, done, total }: Pick<JobRecord, 'kind' | 'done' | 'total'>): string {
  const unit = isJobKind(kind) ? jobKinds[kind].unit : 'rows'
  const said = (n: number) => (unit === 'bytes' ? bytes(n) : counted(n, unit.slice(0, -1)))
  if (total === null) return said(done)
  return unit === 'bytes' ? `${bytes(done)} of ${bytes(total)}` : `${done.toLocaleString('en-US')} of ${said(total)}`
}

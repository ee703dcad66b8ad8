import type { ReactNode } from 'react'
import type { JobRecord } from '@/lib/jobs/schema'
import { jobStatuses } from '@/lib/jobs/status'
import { Standstill } from '@/lib/jobs/ui/standstill'
import { jobTones } from '@/lib/jobs/ui/tone'
import { jobLabel, progressWords } from '@/lib/jobs/ui/words'
import type { Actor } from '@/lib/people/actor'
import { formatMoment } from '@/lib/time'
import { Empty } from '@/lib/ui/notice'
import { PageHead } from '@/lib/ui/page'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'

type JobListProps = { actor: Actor; jobs: JobRecord[]; standsStill: boolean; acts: ReactNode }

/** The newest jobs: what takes longer than a page may, and what came of it. */
export function JobList({ actor, jobs, standsStill, acts }: JobListProps) {
  const { slug, timeZone: zone } = actor.inquiry
  return (
    <>
      <PageHead title="Jobs">{acts}</PageHead>
      {standsStill && <Standstill />}
      {jobs.length === 0 ? (
        <Empty>Nothing long has been asked for yet. Imports, exports and checks of the stored files appear here.</Empty>
      ) : (
        <DataTable
          caption="Jobs, newest first"
          columns={[
            { label: 'Job', long: true },
            { label: 'Status' },
            { label: 'Done' },
            { label: 'Asked for' },
            { label: 'By' },
          ]}
          rows={jobs.map((job) => ({
            key: job.id,
            cells: [
              <a key="job" href={`/inquiries/${slug}/jobs/${job.id}`}>
                {jobLabel(job)}
              </a>,
              <Status key="status" tone={jobTones[job.status]} label={jobStatuses[job.status]} />,
              progressWords(job),
              formatMoment(new Date(job.createdAt), zone),
              job.askedBy ?? 'The system',
            ],
          }))}
        />
      )}
    </>
  )
}

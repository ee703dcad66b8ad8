import type { ReactNode } from 'react'
import { cancelJobAction } from '@/lib/jobs/actions'
import type { JobRecord } from '@/lib/jobs/schema'
import { hasEnded, jobStatuses } from '@/lib/jobs/status'
import { Refresh } from '@/lib/jobs/ui/progress'
import { Standstill } from '@/lib/jobs/ui/standstill'
import { jobTones } from '@/lib/jobs/ui/tone'
import { jobLabel, progressWords } from '@/lib/jobs/ui/words'
import type { Actor } from '@/lib/people/actor'
import { formatMoment } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Form } from '@/lib/ui/form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead, Section } from '@/lib/ui/page'
import { Status } from '@/lib/ui/status'
import type { Ruling } from '@/lib/workflow'

type JobViewProps = {
  actor: Actor
  job: JobRecord
  cancel: Ruling
  /** No worker is there to carry it out */
  standsStill: boolean
  /** What came of it, in the words of its room */
  report?: ReactNode
}

/** A job: what it does, how far it is, what came of it. It goes on when this page is left. */
export function JobView({ actor, job, cancel, standsStill, report }: JobViewProps) {
  const { slug, timeZone: zone } = actor.inquiry
  const here = `/inquiries/${slug}/jobs/${job.id}`
  const at = (moment: string | null) => moment && formatMoment(new Date(moment), zone)
  const running = !hasEnded(job.status)
  return (
    <>
      <Crumb trail={[{ label: 'Jobs', href: `/inquiries/${slug}/jobs` }]} here={jobLabel(job)} />
      <PageHead title={jobLabel(job)} />
      {standsStill && <Standstill />}
      {job.problem && <Notice tone="warn">{job.problem}</Notice>}
      <Section title="How far it is">
        {running && (
          <p className="job-bar">
            <progress
              aria-label="Progress"
              value={job.total ? job.done : undefined}
              max={job.total ? job.total : undefined}
            />{' '}
            <Refresh href={here} />
          </p>
        )}
        <Facts
          facts={[
            {
              name: 'Status',
              value: <Status tone={jobTones[job.status]} label={jobStatuses[job.status]} />,
              sub: job.cancelling && running ? 'It was called off, and is stopping' : undefined,
            },
            { name: 'Done', value: progressWords(job) },
            running && { name: 'Now', value: job.doing },
            { name: 'Asked for', value: at(job.createdAt), sub: job.askedBy ?? 'By the system' },
            { name: 'Begun', value: at(job.startedAt) },
            { name: 'Ended', value: at(job.endedAt) },
          ]}
        />
        {running && <p className="sub">It goes on when you leave this page.</p>}
      </Section>
      {report}
      {cancel.allowed && !job.cancelling && (
        <Form
          action={cancelJobAction}
          hidden={{ inquiry: slug, job: job.id }}
          submit="Call it off"
          quiet
          className="inline"
        />
      )}
    </>
  )
}

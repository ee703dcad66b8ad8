import type { Metadata } from 'next'
import { canVerify } from '@/lib/files/policy'
import { VerifyNow } from '@/lib/files/ui/verify-now'
import { listJobs, standStill } from '@/lib/jobs/queries'
import { JobList } from '@/lib/jobs/ui/job-list'
import { actorIn } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Jobs' }

export default async function JobsPage({ params }: { params: Promise<{ slug: string }> }) {
  const actor = await actorIn((await params).slug)
  const acts = canVerify(actor).allowed && <VerifyNow slug={actor.inquiry.slug} />
  const jobs = await listJobs(actor)
  return <JobList actor={actor} jobs={jobs} standsStill={await standStill(jobs)} acts={acts} />
}

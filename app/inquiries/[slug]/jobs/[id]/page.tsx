import type { Metadata } from 'next'
import { bagOf } from '@/lib/bags/queries'
import { BagReportView } from '@/lib/bags/ui/bag-report'
import { FixityReport } from '@/lib/files/ui/fixity-report'
import { getJob, standStill } from '@/lib/jobs/queries'
import { JobView } from '@/lib/jobs/ui/job-view'
import { orNotFound } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { VolumeReportView } from '@/lib/volumes/ui/volume-report'
import { ImportReport } from '@/lib/withheld/ui/import-report'

export const metadata: Metadata = { title: 'Job' }

export default async function JobPage({ params }: { params: Promise<{ slug: string; id: string }> }) {
  const { slug, id } = await params
  const actor = await actorIn(slug)
  const { job, cancel } = await orNotFound(getJob(actor, id))
  const report =
    job.kind === 'import_withheld' ? (
      <ImportReport slug={slug} report={job.report} />
    ) : job.kind === 'import_volume' ? (
      <VolumeReportView slug={slug} job={job} />
    ) : job.kind === 'prepare_bag' ? (
      <BagReportView slug={slug} of={job.report} bag={await bagOf(actor, job.id)} />
    ) : job.kind === 'check_files' ? (
      <FixityReport slug={slug} of={job.report} />
    ) : null
  const standsStill = await standStill([job])
  return <JobView actor={actor} job={job} cancel={cancel} standsStill={standsStill} report={report} />
}

import type { JobRecord } from '@/lib/jobs/schema'
import { LineProblems } from '@/lib/ui/list-reading'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { volumeReport } from '@/lib/volumes/schema'
import { bytes, counted, figure, recordPath } from '@/lib/words'

/** What came of the import of a volume, for the page of its job; nothing where the report is of another shape. */
export function VolumeReportView({ slug, job }: { slug: string; job: JobRecord }) {
  const { success, data: of } = volumeReport.safeParse(job.report)
  if (job.status === 'failed') {
    return (
      <Section title="What comes next">
        <p>
          Nothing of the volume was kept. Look at it again on the page of its delivery, under{' '}
          <a href={`/inquiries/${slug}/productions`}>Productions</a>.
        </p>
      </Section>
    )
  }
  if (!success) return null
  const { made, first, last, here } = of
  return (
    <>
      <Section title="What came of it">
        <p>
          {counted(made, 'document was', 'documents were')} imported from {of.volume} into{' '}
          <Ref no={of.production} href={recordPath(slug, 'production', of.production)} />
          {first && (
            <>
              : <Ref no={first} href={recordPath(slug, 'evidence', first)} />
              {last && last !== first && (
                <>
                  {' '}
                  to <Ref no={last} href={recordPath(slug, 'evidence', last)} />
                </>
              )}
            </>
          )}
          , with {counted(of.files, 'file')}, {bytes(of.bytes)}.{' '}
          {here > 0 &&
            `${figure(here)} ${here === 1 ? 'was here already, and left as it is' : 'were here already, and left as they are'}.`}
        </p>
        <p>
          <a href={`/inquiries/${slug}/jobs/${job.id}/csv`}>Download the report (CSV)</a>
        </p>
      </Section>
      {of.doubts > 0 && (
        <Section title="What was in doubt" side={figure(of.doubts)}>
          <LineProblems caption="What was in doubt, line by line" problems={of.doubtful} />
        </Section>
      )}
      {of.remarks > 0 && (
        <Section title="What was read nevertheless" side={figure(of.remarks)}>
          <LineProblems caption="Lines that were read in spite of something" problems={of.remarked} />
        </Section>
      )}
    </>
  )
}

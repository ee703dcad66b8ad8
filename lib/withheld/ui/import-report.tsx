import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { logReport } from '@/lib/withheld/log-fields'
import { HereAlready } from '@/lib/withheld/ui/log-preview'
import { counted, figure, recordPath } from '@/lib/words'

/** What came of an import, for the page of its job; nothing where the report is of another shape. */
export function ImportReport({ slug, report }: { slug: string; report: unknown }) {
  const { success, data } = logReport.safeParse(report)
  if (!success) return null
  const { file, office, made, first, last, here, already } = data
  return (
    <Section title="What came of it">
      <p>
        {counted(made, 'entry was', 'entries were')} logged from {file}, of {office}
        {first && (
          <>
            : <Ref no={first} href={recordPath(slug, 'withheld', first)} />
            {last && last !== first && (
              <>
                {' '}
                to <Ref no={last} href={recordPath(slug, 'withheld', last)} />
              </>
            )}
          </>
        )}
        .{' '}
        {here > 0 &&
          `${figure(here)} ${here === 1 ? 'was here already, and left as it is' : 'were here already, and left as they are'}.`}
      </p>
      {already.length > 0 && (
        <div className="gap-16">
          <HereAlready slug={slug} here={already} />
        </div>
      )}
    </Section>
  )
}

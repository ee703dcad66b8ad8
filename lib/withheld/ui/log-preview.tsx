import type { InquiryOfActor } from '@/lib/people/actor'
import { columnName } from '@/lib/tables/columns'
import { dayOrders } from '@/lib/tables/days'
import { formatDay } from '@/lib/time'
import { FilterSelect } from '@/lib/ui/filters'
import { Form } from '@/lib/ui/form'
import { LayoutSelects, LineProblems, MappingTable } from '@/lib/ui/list-reading'
import { Notice } from '@/lib/ui/notice'
import { Lead, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { discardLogAction, importLogAction } from '@/lib/withheld/actions'
import { type LogView, logFieldNames, logFields, neededFields } from '@/lib/withheld/log-fields'
import type { JudgedLog, LogPreview } from '@/lib/withheld/logs'
import { bases, extents } from '@/lib/withheld/schema'
import { short } from '@/lib/withheld/ui/lead'
import { counted, figure, optionsOf, recordPath } from '@/lib/words'

type LogPreviewProps = { inquiry: InquiryOfActor; preview: LogPreview; view: LogView }

/** How a brought log is read: what is new, what is here already, what is wrong; and the ways to read it otherwise. */
export function LogPreviewView({ inquiry, preview, view }: LogPreviewProps) {
  const { slug } = inquiry
  const { log, judged, trouble } = preview
  const here = `/inquiries/${slug}/withheld/import/${log.id}`
  return (
    <>
      <Lead>
        Asserted by {log.office.name} on {formatDay(log.assertedOn)}
        {log.production && `, with ${log.production}`}; for {log.requests.join(', ')} where a row names no request.{' '}
        {judged && standing(judged)}
      </Lead>
      <div className="stack">
        {log.jobId ? (
          <Notice>
            It is being imported just now: <a href={`/inquiries/${slug}/jobs/${log.jobId}`}>see how far it is</a>.
          </Notice>
        ) : (
          <Ways slug={slug} id={log.id} judged={judged} view={view} />
        )}
        {trouble && (
          <Notice tone="warn">
            It cannot be read in this way{trouble.line !== null && `, from line ${figure(trouble.line)} on`}.{' '}
            {trouble.words}
          </Notice>
        )}
        {judged && <Found slug={slug} judged={judged} />}
        <Section id="reading" title="How it is read">
          <form action={here} className="reading">
            <div className="filters">
              {judged && <LayoutSelects layout={judged.layout} />}
              {judged && (
                <FilterSelect
                  name="dates"
                  label="Dates such as 3/4/2026"
                  any="As detected"
                  value={judged.dates}
                  options={optionsOf(dayOrders)}
                />
              )}
              <FilterSelect
                name="otherwise"
                label="Where a row does not say"
                any="It is a problem"
                value={view.otherwise ?? ''}
                options={optionsOf(extents)}
              />
            </div>
            {judged && (
              <MappingTable
                fields={logFieldNames.map((field) => ({
                  name: columnName(field),
                  label: logFields[field],
                  needed: neededFields.includes(field),
                  column: judged.mapping[field],
                }))}
                columns={judged.columns}
                samples={judged.samples}
              />
            )}
            <p>
              <button className="btn" type="submit">
                Read it so
              </button>{' '}
              <a href={here}>As detected</a>
            </p>
          </form>
        </Section>
      </div>
    </>
  )
}

function standing({ rows, fresh, here, problems }: JudgedLog): string {
  const parts = [
    `${counted(fresh.length, 'entry is', 'entries are')} new`,
    here.length > 0 && `${figure(here.length)} here already`,
    problems.length > 0 && `${counted(problems.length, 'problem')} to be mended`,
  ]
  return `It has ${counted(rows, 'row')}: ${parts.filter(Boolean).join(', ')}.`
}

/** What may be done with it now, or why it cannot be imported. */
function Ways({ slug, id, judged, view }: { slug: string; id: string; judged: JudgedLog | null; view: LogView }) {
  const ready = judged !== null && judged.problems.length === 0 && judged.fresh.length > 0
  return (
    <div className="ways">
      {ready ? (
        <Form
          action={importLogAction}
          hidden={{ inquiry: slug, log: id, ...asShown(judged, view) }}
          submit={`Import ${counted(judged.fresh.length, 'entry', 'entries')}`}
          className="inline"
        />
      ) : (
        <Notice>{whyNot(judged)}</Notice>
      )}
      <Form
        action={discardLogAction}
        hidden={{ inquiry: slug, log: id }}
        submit="Give it up"
        quiet
        className="inline"
      />
    </div>
  )
}

function whyNot(judged: JudgedLog | null): string {
  if (!judged) return 'Nothing can be imported while it cannot be read: choose below how it is written.'
  if (judged.problems.length > 0)
    return 'All of a log is imported or nothing. Read it in another way below, or mend the file, give this one up and bring it again.'
  return judged.rows === 0 ? 'It has no rows.' : 'Nothing in it is new: every entry is here already.'
}

/** The reading as it is shown, spelled out, so that what is imported is what was seen. */
function asShown({ layout, dates, columns, mapping }: JudgedLog, view: LogView): Record<string, string> {
  const choices: Record<string, string> = { headings: layout.headings ? 'names' : 'values', dates }
  if (layout.kind === 'text') {
    const { encoding, separator, quote, newline } = layout
    Object.assign(choices, { encoding, separator, quote, newline })
  }
  if (view.otherwise) choices.otherwise = view.otherwise
  for (const field of logFieldNames) choices[columnName(field)] = String(columns.indexOf(mapping[field] ?? '\0') + 1)
  return choices
}

/** As many entries as show how the rest is read. */
const FIRST = 10
/** As many of those that are here already as one looks through. */
const MOST_HERE = 50

function Found({ slug, judged }: { slug: string; judged: JudgedLog }) {
  const { problems, remarks, fresh, here } = judged
  return (
    <>
      {problems.length > 0 && (
        <Section title="What has to be mended" side={figure(problems.length)}>
          <LineProblems caption="Problems of the log, line by line" problems={problems} />
        </Section>
      )}
      {remarks.length > 0 && (
        <Section title="What was read nevertheless" side={figure(remarks.length)}>
          <LineProblems caption="Lines that were read in spite of something" problems={remarks} />
        </Section>
      )}
      {fresh.length > 0 && (
        <Section
          title="New entries"
          side={fresh.length > FIRST ? `the first ${FIRST} of ${figure(fresh.length)}` : figure(fresh.length)}
        >
          <DataTable
            caption="The first entries, as they would be logged"
            columns={[
              { label: 'Line' },
              { label: 'Control no.', long: true },
              { label: 'What is withheld', long: true },
              { label: 'Dated' },
              { label: 'Pages', num: true },
              { label: 'Basis' },
            ]}
            rows={fresh.slice(0, FIRST).map(({ line, entry }) => ({
              key: line,
              cells: [
                figure(line),
                entry.controlNumber,
                <>
                  {short(entry.what)}
                  <span className="sub line">
                    {[entry.documentType, entry.author, entry.addressees && `to ${short(entry.addressees, 80)}`]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </>,
                entry.datedOn && formatDay(entry.datedOn.toISOString().slice(0, 10)),
                entry.pages && figure(entry.pages),
                <>
                  {bases[entry.basis]}
                  <span className="sub line">{extents[entry.extent]}</span>
                </>,
              ],
            }))}
          />
        </Section>
      )}
      <Bases judged={judged} />
      {here.length > 0 && (
        <Section title="Here already" side={figure(here.length)}>
          <HereAlready slug={slug} here={here.slice(0, MOST_HERE)} />
          {here.length > MOST_HERE && <p className="sub note">The first {MOST_HERE}.</p>}
        </Section>
      )}
    </>
  )
}

/** How each way of writing a basis was read, so that somebody sees what was taken for another. */
function Bases({ judged }: { judged: JudgedLog }) {
  if (judged.bases.length === 0) return null
  return (
    <Section title="How the bases are read">
      <DataTable
        caption="Each basis as the log writes it, and as it is read"
        columns={[{ label: 'In the log', long: true }, { label: 'Read as' }, { label: 'Rows', num: true }]}
        rows={judged.bases.slice(0, FIRST * 2).map(({ words, basis, rows }) => ({
          key: words,
          cells: [short(words), bases[basis], figure(rows)],
        }))}
      />
      <p className="sub note">Where several are claimed, the first counts; the words of the log are kept with each.</p>
    </Section>
  )
}

/** Rows whose control number is here already: they are left as they are. */
export function HereAlready({ slug, here }: { slug: string; here: JudgedLog['here'] }) {
  return (
    <DataTable
      caption="Entries that are here already"
      columns={[{ label: 'Entry' }, { label: 'Line' }, { label: 'The log says otherwise', long: true }]}
      rows={here.map(({ line, ref, differs }) => ({
        key: line,
        cells: [
          <Ref key="no" no={ref} href={recordPath(slug, 'withheld', ref)} />,
          figure(line),
          differs.length > 0 ? differs.join(', ') : 'The same',
        ],
      }))}
    />
  )
}

import { withParams } from '@/lib/address'
import { foldActs } from '@/lib/audit/acts'
import type { HistoryPage } from '@/lib/audit/queries'
import { eventLabels, subjectTypes } from '@/lib/audit/schema'
import { HistoryList } from '@/lib/audit/ui/history'
import type { Actor } from '@/lib/people/actor'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { EmptyList, LeftOut } from '@/lib/ui/notice'
import { PageHead } from '@/lib/ui/page'
import { counted, optionsOf } from '@/lib/words'

type HistoryViewProps = {
  actor: Actor
  page: HistoryPage
  /** The filters as they stand in the address */
  given: Record<string, string>
  people: { email: string; name: string }[]
  /** What the address said that was not understood */
  dropped: string[]
}

/** The inquiry's history, or one record's: who did what when, in sentences, with old and new values. */
export function HistoryView({ actor, page, given, people, dropped }: HistoryViewProps) {
  const here = `/inquiries/${actor.inquiry.slug}/history`
  const { older: _older, newer: _newer, ...filters } = given
  const value = (name: string) => filters[name] ?? ''
  const acts = foldActs(page.entries)
  return (
    <>
      <PageHead title={filters.record ? `History of ${filters.record.toUpperCase()}` : 'History'} />
      <FilterForm
        action={here}
        more={{
          summary: 'More filters: dates',
          open: Boolean(value('from') || value('until')),
          fields: (
            <>
              <FilterText name="from" label="From" type="date" value={value('from')} />
              <FilterText name="until" label="Until" type="date" value={value('until')} />
            </>
          ),
        }}
      >
        <FilterText name="record" label="Record, such as R-12" value={value('record')} />
        <FilterSelect
          name="person"
          label="Who"
          any="Anybody"
          value={value('person')}
          options={people.map(({ email, name }) => ({ value: email, label: name }))}
        />
        <FilterSelect
          name="type"
          label="Kind of record"
          any="Any kind"
          value={value('type')}
          options={optionsOf(subjectTypes)}
        />
        <FilterSelect
          name="event"
          label="What was done"
          any="Anything"
          value={value('event')}
          options={optionsOf(eventLabels)}
        />
      </FilterForm>
      <LeftOut dropped={dropped} />
      {page.entries.length === 0 ? (
        <EmptyList
          here={here}
          one="entry that is open to you"
          filtered={Object.keys(given).length > 0}
          begin={false}
          others="Nothing has happened in this inquiry yet. The dashboard says what comes first."
        />
      ) : (
        <>
          <div className="shown">
            <p>
              <b>{counted(acts.length, 'entry', 'entries')}</b>
              {page.older !== null || page.newer !== null ? ' on this page' : ''}, newest first
            </p>
            <p>
              <a href={withParams(`${here}/csv`, filters, {})}>Download CSV</a>
            </p>
          </div>
          <HistoryList actor={actor} acts={acts} wide />
          <Neighbours here={here} filters={filters} page={page} />
        </>
      )}
    </>
  )
}

/** The log grows while one reads it, so its pages are not numbered: each is reached from the one beside it. */
function Neighbours({
  here,
  filters,
  page,
}: {
  here: string
  filters: Record<string, string>
  page: HistoryViewProps['page']
}) {
  if (page.older === null && page.newer === null) return null
  return (
    <nav className="pages" aria-label="Pages">
      <ul>
        {page.newer !== null && (
          <li>
            <a href={withParams(here, filters, { newer: page.newer })} rel="prev">
              Newer
            </a>
          </li>
        )}
        {page.older !== null && (
          <li>
            <a href={withParams(here, filters, { older: page.older })} rel="next">
              Older
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

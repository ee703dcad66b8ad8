import { withParams } from '@/lib/address'
import type { RequestPage, RequestRow } from '@/lib/requests/list'
import { blockers, type sorts } from '@/lib/requests/schema'
import { requestStatuses } from '@/lib/requests/status'
import { RequestFilters } from '@/lib/requests/ui/request-filters'
import { type RequestLine, RequestRows } from '@/lib/requests/ui/request-rows'
import { standingOf } from '@/lib/requests/ui/tone'
import { daysBetween, formatDay } from '@/lib/time'
import { ListTable, Shown, Views } from '@/lib/ui/list'
import { columnsOf, isNarrowed, pageOfList } from '@/lib/ui/list-address'
import { EmptyList, LeftOut } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { Pager, rangeWords } from '@/lib/ui/pager'
import { counted, kinds, shortened } from '@/lib/words'

export const PAGE_SIZE = 50

const views = [
  ['', 'All'],
  ['standing', 'Not withdrawn'],
  ['outstanding', 'Outstanding'],
  ['overdue', 'Overdue'],
  ['soon', 'Due within 7 days'],
  ['unreviewed', 'Received, not reviewed'],
  ['refused', 'Refused'],
  ['satisfied', 'Satisfied'],
  ['unproven', 'Satisfied, proof gone'],
  ['drafts', 'Drafts'],
  ['mine', 'Mine'],
] as const

/** What a cell of the matrix opens has a tab only while one is there, and so has what must not be, while nothing is. */
const shown = (counts: Record<string, number>, present?: string) =>
  views.filter(([view]) => (view !== 'standing' && (view !== 'unproven' || counts[view])) || present === view)

const orderWords: Record<(typeof sorts)[number], string> = {
  due: 'what is outstanding first, by due date',
  number: 'by number',
  title: 'by title',
  status: 'by status',
  blocker: 'by how long they are held up',
  kind: 'by kind',
}

type RequestListProps = {
  slug: string
  /** Today in the inquiry's zone, YYYY-MM-DD */
  today: string
  page: number
  found: RequestPage
  /** The filters as they stand in the address */
  given: Record<string, string>
  /** Filters in the address that could not be read */
  dropped: string[]
  counts: Record<string, number>
  offices: { ref: string; name: string }[]
  questions: string[]
  owners: { email: string; name: string }[]
  mayDraft: boolean
}

/** The dense list of requests: views, filters, sorting and paging, all in the address. */
export function RequestList(props: RequestListProps) {
  const { slug, today, page, found, given, dropped, counts, mayDraft } = props
  const here = `/inquiries/${slug}/requests`
  const sort = (given.sort ?? 'due') as (typeof sorts)[number]
  const filtered = isNarrowed(given)
  const column = columnsOf(here, given, sort, Boolean(given.down))
  return (
    <>
      <PageHead title="Requests">
        {mayDraft && (
          <ButtonLink href={`${here}/new`} main>
            Draft a request
          </ButtonLink>
        )}
      </PageHead>
      <LeftOut dropped={dropped} />
      <Views
        views={shown(counts, given.view).map(([view, label]) => ({
          label,
          count: counts[view || 'all'] ?? 0,
          href: withParams(here, {}, { view }),
          current: (given.view ?? '') === view,
        }))}
      />
      <RequestFilters {...props} here={here} />
      {found.rows.length === 0 ? (
        <EmptyList
          here={here}
          one="request"
          filtered={filtered}
          begin={
            mayDraft && {
              words: 'No request yet. Draft one for each thing that a question needs, then put it on a letter.',
              label: 'Draft a request',
              href: `${here}/new`,
            }
          }
          others="No request yet. Staffers draft one for each thing that a question needs, and put it on a letter."
        />
      ) : (
        <>
          <Shown range={rangeWords(page, PAGE_SIZE, found.total, 'No requests')} order={orderWords[sort]}>
            <a href={withParams(`${here}/csv`, given, {})}>Download CSV</a>
          </Shown>
          <ListTable
            caption={`Requests ${rangeWords(page, PAGE_SIZE, found.total)}`}
            columns={[
              column('No.', 'number', 'no'),
              column('Request', 'title', 'wide'),
              column('Status', 'status'),
              column('Due', 'due'),
              column('Held up by', 'blocker'),
              column('Questions'),
              column('Letter'),
            ]}
          >
            <RequestRows slug={slug} rows={found.rows.map((row) => lineOf(row, today))} today={today} />
          </ListTable>
          <Pager page={page} size={PAGE_SIZE} total={found.total} href={pageOfList(here, given)} />
        </>
      )}
    </>
  )
}

/** What stands in the due column when nothing is owed any more. */
export function closedWords(row: RequestRow): string {
  if (row.status === 'draft') return row.dueOn ? 'once issued' : 'no date yet'
  if (row.status === 'satisfied') return row.satisfiedOn ? `satisfied ${formatDay(row.satisfiedOn)}` : 'satisfied'
  if (row.status === 'received') return 'came, to be reviewed'
  if (row.status === 'refused') return 'closed by refusal'
  if (row.status === 'no_records') return 'no records, to be judged'
  return requestStatuses[row.status].toLowerCase()
}

/** A row as it is shown: plain words and numbers, from which the rows are drawn in code that the browser has too. */
function lineOf(row: RequestRow, today: string): RequestLine {
  return {
    no: row.ref,
    title: row.title,
    sub: `${kinds[row.kind]}, ${row.office.name}`,
    status: standingOf(row),
    due: row.dueOn,
    firstDue: row.firstDueOn,
    outstanding: row.outstanding,
    note: closedWords(row),
    held: heldWords(row, today),
    questions: row.questions,
    letter: row.letter,
  }
}

/** Who holds it up, and since when; words alone when that is nobody. */
function heldWords(row: RequestRow, today: string): RequestLine['held'] {
  if (row.status === 'received' || row.status === 'no_records') return { who: 'Committee review' }
  if (!row.blocker) return { sub: row.outstanding ? 'Not recorded' : 'Nobody' }
  if (row.status === 'refused' && row.refusalBasis) {
    return { who: blockers[row.blocker], sub: `basis: ${shortened(row.refusalBasis, 60)}` }
  }
  if (!row.blockerSince) return { who: blockers[row.blocker] }
  const days = daysBetween(row.blockerSince, today)
  return {
    who: blockers[row.blocker],
    sub: days < 1 ? 'since today' : `${counted(days, 'day')}, since ${formatDay(row.blockerSince, { today })}`,
  }
}

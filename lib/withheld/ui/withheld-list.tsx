import { withParams } from '@/lib/address'
import { formatDay } from '@/lib/time'
import { ListTable, Shown, Views } from '@/lib/ui/list'
import { columnsOf, isNarrowed, pageOfList, statusViews, totalOf } from '@/lib/ui/list-address'
import { type ListLine, ListRows } from '@/lib/ui/list-rows'
import { Done, Empty, EmptyList, LeftOut } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { Pager, rangeWords } from '@/lib/ui/pager'
import type { WithheldList } from '@/lib/withheld/list'
import { bases, extents, type sorts, type WithheldRecord } from '@/lib/withheld/schema'
import { withheldStatuses } from '@/lib/withheld/status'
import { ChooseAll } from '@/lib/withheld/ui/choose-all'
import { short } from '@/lib/withheld/ui/lead'
import { withheldTones } from '@/lib/withheld/ui/tone'
import { WithheldFilters } from '@/lib/withheld/ui/withheld-filters'
import { counted, figure } from '@/lib/words'

/** How many rows a page of the list has. */
export const PAGE_SIZE = 50

/** The form of the choice. The boxes stand in the table and name it, so that the table is no part of a form, and is printed. */
const CHOOSING = 'choosing'

type Sort = keyof typeof sorts

const orderWords: Record<Sort, string> = {
  number: 'by number',
  status: 'by status',
  basis: 'by basis',
  asserted: 'by the day on which it was asserted',
  dated: 'by the date of the document',
  pages: 'by number of pages',
}

type WithheldListProps = {
  slug: string
  page: number
  found: WithheldList
  /** The filters as they stand in the address */
  given: Record<string, string>
  /** Filters in the address that could not be read */
  dropped: string[]
  offices: { ref: string; name: string }[]
  mayLog: boolean
  mayChallenge: boolean
  /** How many were just challenged at once */
  challenged: number
}

/** What is withheld: views by status, filters, sorting and paging, all in the address; and the choice of what to challenge. */
export function WithheldListView(props: WithheldListProps) {
  const { slug, found, given, dropped, offices, mayLog, challenged } = props
  const here = `/inquiries/${slug}/withheld`
  const all = totalOf(found.counts)
  const filtered = isNarrowed(given)
  const bare = all === 0 && !filtered
  return (
    <>
      <PageHead title="Withheld">
        {!bare && <ButtonLink href={`${here}/figures`}>By basis and office</ButtonLink>}
        {mayLog && <ButtonLink href={`${here}/import`}>Import a privilege log</ButtonLink>}
        {mayLog && !bare && (
          <ButtonLink href={`${here}/new`} main>
            Log an entry
          </ButtonLink>
        )}
      </PageHead>
      {challenged > 0 && (
        <Done>
          {counted(challenged, 'entry was', 'entries were')} challenged. Each has its own line in the history.
        </Done>
      )}
      <LeftOut dropped={dropped} />
      {bare ? (
        <EmptyList
          here={here}
          one="entry"
          filtered={false}
          begin={
            mayLog && {
              words:
                'Nothing is on record as withheld. Log each entry of a privilege log: what exists and was not given, on which basis, and who says so. A reviewer then accepts or challenges the claim.',
              label: 'Log an entry',
              href: `${here}/new`,
            }
          }
          others="Nothing is on record as withheld. Staffers log each entry of a privilege log; a reviewer then accepts or challenges the claim."
        />
      ) : (
        <>
          <Views views={statusViews(here, given, withheldStatuses, found.counts)} />
          <WithheldFilters here={here} given={given} offices={offices} />
          {found.items.length === 0 ? (
            <Empty action={{ label: 'Show all entries', href: here }}>No entry fits these filters.</Empty>
          ) : (
            <Found {...props} here={here} />
          )}
        </>
      )}
    </>
  )
}

function Found({ slug, here, page, found, given, mayChallenge }: WithheldListProps & { here: string }) {
  const sort = (given.sort ?? 'number') as Sort
  const column = columnsOf(here, given, sort, Boolean(given.down))
  const range = rangeWords(page, PAGE_SIZE, found.total, 'No entries')
  const choosable = mayChallenge && found.items.some(({ status }) => status === 'asserted')
  return (
    <>
      <Shown range={range} order={orderWords[sort]}>
        <a href={withParams(`${here}/csv`, given, {})}>Download CSV</a>
      </Shown>
      {choosable && (
        <form className="bulk" id={CHOOSING} action={`${here}/challenge`} aria-label="Challenge several at once">
          {Object.entries(given).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button className="btn" type="submit">
            Challenge the chosen entries
          </button>
          <ChooseAll name="entry" label="Choose all on this page" />
          <a href={withParams(`${here}/challenge`, given, { all: 'on', status: null, sort: null, down: null })}>
            Challenge all {figure(found.counts.asserted)} asserted
          </a>
        </form>
      )}
      <ListTable
        caption={`Withheld ${range}`}
        columns={[
          ...(choosable ? [{ label: 'Choose', className: 'choose' }] : []),
          column('No.', 'number', 'no'),
          column('What is withheld', undefined, 'wide'),
          column('Status', 'status'),
          column('Basis', 'basis'),
          column('Dated', 'dated'),
          column('Pages', 'pages'),
          column('Asserted', 'asserted'),
          column('Would answer'),
        ]}
      >
        <ListRows
          slug={slug}
          of="withheld"
          lines={found.items.map(lineOf)}
          {...(choosable && { choose: { form: CHOOSING, name: 'entry' } })}
        />
      </ListTable>
      <Pager page={page} size={PAGE_SIZE} total={found.total} href={pageOfList(here, given)} />
    </>
  )
}

function lineOf(entry: WithheldRecord): ListLine {
  const about = [entry.documentType, entry.office.name, entry.controlNumber]
  const day = (k: string, on: string | null) => ({ k, day: on, text: on && formatDay(on) })
  return {
    no: entry.ref,
    title: short(entry.what),
    sub: about.filter(Boolean).join(', '),
    status: { tone: withheldTones[entry.status], label: withheldStatuses[entry.status] },
    choosable: entry.status === 'asserted',
    cells: [
      { k: 'Basis', text: bases[entry.basis], sub: extents[entry.extent] },
      day('Dated', entry.datedOn),
      { k: 'Pages', text: entry.pages === null ? null : figure(entry.pages) },
      day('Asserted', entry.assertedOn),
      { k: 'Would answer', of: 'request', refs: entry.requests.map(({ ref }) => ref) },
    ],
  }
}

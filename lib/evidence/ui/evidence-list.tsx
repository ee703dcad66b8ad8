import { withParams } from '@/lib/address'
import type { EvidenceList } from '@/lib/evidence/list'
import type { EvidenceRecord, sorts } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { EvidenceFilters } from '@/lib/evidence/ui/evidence-filters'
import { evidenceTones } from '@/lib/evidence/ui/tone'
import { formatDay } from '@/lib/time'
import { ListTable, Shown, Views } from '@/lib/ui/list'
import { columnsOf, isNarrowed, pageOfList, statusViews, totalOf } from '@/lib/ui/list-address'
import { type ListLine, ListRows } from '@/lib/ui/list-rows'
import { Empty, EmptyList, LeftOut, Notice } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { Pager, rangeWords } from '@/lib/ui/pager'
import { accessModes, handlings, kinds, registerOnly } from '@/lib/words'

/** How many rows a page of the register has. */
export const PAGE_SIZE = 50

type Sort = keyof typeof sorts

const orderWords: Record<Sort, string> = {
  number: 'by number',
  title: 'by title',
  received: 'by the day on which it came',
  status: 'by status',
  access: 'by access',
}

type EvidenceListProps = {
  slug: string
  page: number
  found: EvidenceList
  /** The filters as they stand in the address */
  given: Record<string, string>
  /** Filters in the address that could not be read */
  dropped: string[]
  offices: { ref: string; name: string }[]
  /** Files that came and were set aside, for the reader to decide on */
  setAside: number
  mayLog: boolean
}

/** The register of what came: views by status, filters, sorting and paging, all in the address. */
export function EvidenceRegister({ slug, page, found, given, dropped, offices, setAside, mayLog }: EvidenceListProps) {
  const here = `/inquiries/${slug}/evidence`
  const all = totalOf(found.counts)
  const filtered = isNarrowed(given)
  const bare = all === 0 && !filtered
  return (
    <>
      <PageHead title="Evidence register">
        {!bare && <ButtonLink href={`${here}/whereabouts`}>Where everything is</ButtonLink>}
        {mayLog && <ButtonLink href={`/inquiries/${slug}/uploads`}>Upload files</ButtonLink>}
        {!bare && <ButtonLink href={handOverHref(slug, given)}>Hand over</ButtonLink>}
        {mayLog && !bare && (
          <ButtonLink href={`${here}/new`} main>
            Log what came
          </ButtonLink>
        )}
      </PageHead>
      {setAside > 0 && (
        <Notice tone="warn">
          {setAside === 1 ? 'A file that came was set aside: its' : `${setAside} files that came were set aside: the`}{' '}
          hash is not the one that the producer gave.{' '}
          <a href={`/inquiries/${slug}/uploads`}>{setAside === 1 ? 'Decide on it' : 'Decide on them'}</a>
        </Notice>
      )}
      <LeftOut dropped={dropped} />
      {bare ? (
        <EmptyList
          here={here}
          one="item"
          filtered={false}
          begin={
            mayLog && {
              words:
                'Nothing has been logged yet. Log each thing that comes, delivered, shown or told, against the requests that it answers; a reviewer then judges it.',
              label: 'Log what came',
              href: `${here}/new`,
            }
          }
          others="Nothing has been logged yet. Staffers log each thing that comes, delivered, shown or told; a reviewer then judges it."
        />
      ) : (
        <>
          <Views views={statusViews(here, given, evidenceStatuses, found.counts)} />
          <EvidenceFilters here={here} given={given} offices={offices} />
          {found.items.length === 0 ? (
            <Empty action={{ label: 'Show the whole register', href: here }}>
              Nothing in the register fits these filters.
            </Empty>
          ) : (
            <Found slug={slug} here={here} page={page} found={found} given={given} />
          )}
        </>
      )}
    </>
  )
}

/** Handing over what is listed: the same filters, the order is no matter. */
const handOverHref = (slug: string, given: Record<string, string>) =>
  withParams(`/inquiries/${slug}/hand-over`, given, { sort: null, down: null })

type FoundProps = Pick<EvidenceListProps, 'slug' | 'page' | 'found' | 'given'> & { here: string }

function Found({ slug, here, page, found, given }: FoundProps) {
  const sort = (given.sort ?? 'received') as Sort
  const down = given.sort ? Boolean(given.down) : true
  const column = columnsOf(here, given, sort, down)
  const range = rangeWords(page, PAGE_SIZE, found.total, 'No items')
  return (
    <>
      <Shown range={range} order={given.sort ? orderWords[sort] : 'newest first by the day on which it came'} />
      <ListTable
        caption={`Evidence ${range}`}
        columns={[
          column('No.', 'number', 'no'),
          column('What', 'title', 'wide'),
          column('Status', 'status'),
          column('Access', 'access'),
          column('Handling'),
          column('Received', 'received'),
          column('Answers'),
        ]}
      >
        <ListRows slug={slug} of="evidence" lines={found.items.map(lineOf)} />
      </ListTable>
      <Pager page={page} size={PAGE_SIZE} total={found.total} href={pageOfList(here, given)} />
    </>
  )
}

function lineOf(item: EvidenceRecord): ListLine {
  return {
    no: item.ref,
    title: item.title,
    sub: `${kinds[item.kind]}, ${item.from.name}${item.revision > 1 ? `, revision ${item.revision}` : ''}`,
    status: { tone: evidenceTones[item.status], label: evidenceStatuses[item.status] },
    cells: [
      { k: 'Access', text: accessModes[item.accessMode] },
      { k: 'Handling', text: handlings[item.handling], sub: registerOnly(item.handling) && 'Register entry only' },
      { k: 'Received', day: item.receivedOn, text: formatDay(item.receivedOn) },
      { k: 'Answers', of: 'request', refs: item.requests.map(({ ref }) => ref) },
    ],
  }
}

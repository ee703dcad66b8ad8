import type { LetterStatus, Partition } from '@/lib/generated/prisma/enums'
import type { LetterLine } from '@/lib/letters/queries'
import { instruments, letterPartitions, type sorts } from '@/lib/letters/schema'
import { letterStatuses } from '@/lib/letters/status'
import { letterTones } from '@/lib/letters/ui/tone'
import { instrumentWords } from '@/lib/letters/ui/words'
import { formatDay } from '@/lib/time'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { ListTable, Shown, Views } from '@/lib/ui/list'
import { columnsOf, isNarrowed, pageOfList, statusViews, totalOf } from '@/lib/ui/list-address'
import { type ListLine, ListRows } from '@/lib/ui/list-rows'
import { EmptyList, LeftOut } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { Pager, rangeWords } from '@/lib/ui/pager'
import { optionsOf } from '@/lib/words'

export const PAGE_SIZE = 50

type Sort = keyof typeof sorts

/** Letters of a status, as the tabs over the list name them. */
const viewLabels: Record<LetterStatus, string> = { ...letterStatuses, draft: 'Drafts' }

const orderWords: Record<Sort, string> = {
  newest: 'newest first',
  subject: 'by subject',
  status: 'by status',
  issued: 'by issue date',
  due: 'by due date',
}

type LetterListProps = {
  slug: string
  page: number
  rows: LetterLine[]
  counts: Record<LetterStatus, number>
  /** The filters as they stand in the address */
  given: Record<string, string>
  /** Filters in the address that could not be read */
  dropped: string[]
  offices: { ref: string; name: string }[]
  /** The partitions that exist for the reader */
  partitions: Partition[]
  mayDraft: boolean
}

/** All letters that exist for the reader: views by status, filters, sorting and paging, all in the address. */
export function LetterList({
  slug,
  page,
  rows,
  counts,
  given,
  dropped,
  offices,
  partitions,
  mayDraft,
}: LetterListProps) {
  const here = `/inquiries/${slug}/letters`
  const sort = (given.sort ?? 'newest') as Sort
  const filtered = isNarrowed(given)
  const all = totalOf(counts)
  const total = given.status ? counts[given.status as LetterStatus] : all
  // By the newest it is sorted one way only.
  const column = columnsOf(here, given, sort, sort === 'newest' || Boolean(given.down))
  const draft = { label: 'Draft a letter', href: `${here}/new` }
  return (
    <>
      <PageHead title="Letters">
        {mayDraft && (
          <ButtonLink href={draft.href} main>
            {draft.label}
          </ButtonLink>
        )}
      </PageHead>
      <LeftOut dropped={dropped} />
      {(all > 0 || filtered) && (
        <>
          <Views views={statusViews(here, given, viewLabels, counts)} />
          <FilterForm action={here} keep={{ status: given.status, sort: given.sort, down: given.down }}>
            <FilterText name="q" label="Words in subject or text" value={given.q ?? ''} />
            <FilterSelect
              name="instrument"
              label="Instrument"
              any="Any instrument"
              value={given.instrument ?? ''}
              options={optionsOf(instruments)}
            />
            <FilterSelect
              name="office"
              label="To"
              any="Any office"
              value={given.office ?? ''}
              options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
            />
            {partitions.length > 1 && (
              <FilterSelect
                name="partition"
                label="Letter of"
                any="Any"
                value={given.partition ?? ''}
                options={partitions.map((value) => ({ value, label: letterPartitions[value] }))}
              />
            )}
          </FilterForm>
        </>
      )}
      {rows.length === 0 ? (
        <EmptyList
          here={here}
          one="letter"
          filtered={filtered}
          begin={
            mayDraft && {
              ...draft,
              words:
                'No letter yet. Requests go out on one: draft it, put requests on it, have it cleared by somebody else, issue it.',
            }
          }
          others="No letter yet. Requests go out on one; a staffer drafts it, and a reviewer clears it."
        />
      ) : (
        <>
          <Shown range={rangeWords(page, PAGE_SIZE, total)} order={orderWords[sort]} />
          <ListTable
            caption={`Letters ${rangeWords(page, PAGE_SIZE, total)}`}
            columns={[
              column('No.', 'newest', 'no'),
              column('Subject', 'subject', 'wide'),
              column('Status', 'status'),
              column('Issued', 'issued'),
              column('Due', 'due'),
              column('Requests'),
              column('Follows'),
            ]}
          >
            <ListRows slug={slug} of="letter" lines={rows.map(lineOf)} />
          </ListTable>
          <Pager page={page} size={PAGE_SIZE} total={total} href={pageOfList(here, given)} />
        </>
      )}
    </>
  )
}

function lineOf(letter: LetterLine): ListLine {
  const day = (k: string, on: string | null) => ({ k, day: on, text: on && formatDay(on) })
  return {
    no: letter.ref,
    title: letter.subject,
    sub: `${instrumentWords(letter)}, ${letter.addressee}`,
    status: { tone: letterTones[letter.status], label: letterStatuses[letter.status] },
    cells: [
      day('Issued', letter.issuedOn),
      day('Due', letter.dueOn),
      { k: 'Requests', of: 'request', refs: letter.requests, more: letter.more > 0 && `and ${letter.more} more` },
      { k: 'Follows', of: 'letter', refs: letter.follows ? [letter.follows] : [] },
    ],
  }
}

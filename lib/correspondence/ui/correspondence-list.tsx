import { type CorrespondenceRecord, media } from '@/lib/correspondence/schema'
import { CorrespondenceTable } from '@/lib/correspondence/ui/correspondence-table'
import type { Actor } from '@/lib/people/actor'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { Shown } from '@/lib/ui/list'
import { pageOfList } from '@/lib/ui/list-address'
import { EmptyList, LeftOut } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { Pager, rangeWords } from '@/lib/ui/pager'
import { optionsOf } from '@/lib/words'

type CorrespondenceListProps = {
  actor: Actor
  rows: CorrespondenceRecord[]
  total: number
  page: number
  size: number
  offices: { ref: string; name: string }[]
  given: Record<string, string>
  /** Names of filters in the address that could not be read */
  dropped: string[]
  mayLog: boolean
}

/** All letters, e-mails, calls and meetings that exist for the reader. */
export function CorrespondenceList(props: CorrespondenceListProps) {
  const { actor, rows, total, page, size, offices, given, dropped, mayLog } = props
  const here = `/inquiries/${actor.inquiry.slug}/correspondence`
  const filtered = Object.keys(given).length > 0
  const log = `${here}/new${filtered ? `?${new URLSearchParams(given)}` : ''}`
  return (
    <>
      <PageHead title="Correspondence">
        {mayLog && (
          <ButtonLink href={log} main>
            Log correspondence
          </ButtonLink>
        )}
      </PageHead>
      <LeftOut dropped={dropped} />
      {(total > 0 || filtered) && (
        <FilterForm action={here} keep={{ letter: given.letter }}>
          <FilterText name="q" label="Words" value={given.q ?? ''} />
          <FilterSelect
            name="medium"
            label="Medium"
            any="Any medium"
            value={given.medium ?? ''}
            options={optionsOf(media)}
          />
          <FilterSelect
            name="office"
            label="Office"
            any="Any office"
            value={given.office?.toUpperCase() ?? ''}
            options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
          />
          <FilterText name="request" label="Request, such as R-12" value={given.request ?? ''} />
        </FilterForm>
      )}
      {total === 0 ? (
        <div className="gap-16">
          <EmptyList
            here={here}
            one="correspondence"
            filtered={filtered}
            begin={
              mayLog && {
                words:
                  'No letter, e-mail, call or meeting has been logged yet. What was only said on the telephone is on record nowhere else.',
                label: 'Log correspondence',
                href: log,
              }
            }
            others="No letter, e-mail, call or meeting has been logged yet. Staffers log each."
          />
        </div>
      ) : (
        <>
          <Shown range={rangeWords(page, size, total)} order="newest first" />
          <CorrespondenceTable actor={actor} rows={rows} withRequests />
          <Pager page={page} size={size} total={total} href={pageOfList(here, given)} />
        </>
      )}
    </>
  )
}

import { withParams } from '@/lib/address'
import { certifications, type ProductionRecord } from '@/lib/productions/schema'
import { ProductionTable } from '@/lib/productions/ui/production-table'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { Shown } from '@/lib/ui/list'
import { pageOfList } from '@/lib/ui/list-address'
import { EmptyList, LeftOut } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { Pager, rangeWords } from '@/lib/ui/pager'
import { optionsOf } from '@/lib/words'

/** How many rows a page of the list has. */
export const PAGE_SIZE = 50

type ProductionListProps = {
  slug: string
  rows: ProductionRecord[]
  total: number
  page: number
  offices: { ref: string; name: string }[]
  given: Record<string, string>
  /** Names of filters in the address that could not be read */
  dropped: string[]
  mayLog: boolean
}

/** All deliveries of the inquiry. */
export function ProductionList({ slug, rows, total, page, offices, given, dropped, mayLog }: ProductionListProps) {
  const here = `/inquiries/${slug}/productions`
  const filtered = Object.keys(given).length > 0
  return (
    <>
      <PageHead title="Productions">
        {total > 0 && <ButtonLink href={withParams(`${here}/log`, given, {})}>Production log</ButtonLink>}
        {mayLog && (
          <ButtonLink href={`${here}/new`} main>
            Log a delivery
          </ButtonLink>
        )}
      </PageHead>
      <LeftOut dropped={dropped} />
      {(total > 0 || filtered) && (
        <FilterForm action={here}>
          <FilterText name="q" label="Words, volume or Bates number" value={given.q ?? ''} />
          <FilterSelect
            name="office"
            label="From"
            any="Any office"
            value={given.office?.toUpperCase() ?? ''}
            options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
          />
          <FilterText name="request" label="Answers request, such as R-12" value={given.request ?? ''} />
          <FilterSelect
            name="certification"
            label="Certification"
            any="Any"
            value={given.certification ?? ''}
            options={optionsOf(certifications)}
          />
        </FilterForm>
      )}
      {total === 0 ? (
        <div className="gap-16">
          <EmptyList
            here={here}
            one="delivery"
            filtered={filtered}
            begin={
              mayLog && {
                words:
                  'No delivery has been logged yet. Log each drive, disc, transfer or box that comes, with what its cover letter says and which requests it answers; then bring in its load file.',
                label: 'Log a delivery',
                href: `${here}/new`,
              }
            }
            others="No delivery has been logged yet. Staffers log each drive, disc, transfer or box that comes."
          />
        </div>
      ) : (
        <>
          <Shown range={rangeWords(page, PAGE_SIZE, total, 'No deliveries')} order="newest first" />
          <ProductionTable slug={slug} rows={rows} />
          <Pager page={page} size={PAGE_SIZE} total={total} href={pageOfList(here, given)} />
        </>
      )}
    </>
  )
}

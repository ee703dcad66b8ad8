import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { bases, extents } from '@/lib/withheld/schema'
import { optionsOf } from '@/lib/words'

type WithheldFiltersProps = {
  here: string
  /** The filters as they stand in the address */
  given: Record<string, string>
  offices: { ref: string; name: string }[]
}

/** The filters of the list; the status is chosen by the views above it. */
export function WithheldFilters({ here, given, offices }: WithheldFiltersProps) {
  const value = (name: string) => given[name] ?? ''
  return (
    <FilterForm
      action={here}
      keep={{ status: given.status, sort: given.sort, down: given.down }}
      more={{
        summary: 'More filters: delivery',
        open: Boolean(given.production),
        fields: <FilterText name="production" label="Came with delivery, such as P-3" value={value('production')} />,
      }}
    >
      <FilterText name="q" label="Words, or a control number" value={value('q')} />
      <FilterSelect name="basis" label="Basis" any="Any basis" value={value('basis')} options={optionsOf(bases)} />
      <FilterSelect
        name="extent"
        label="Whole or in part"
        any="Either"
        value={value('extent')}
        options={optionsOf(extents)}
      />
      <FilterSelect
        name="office"
        label="Asserted by"
        any="Any office"
        value={value('office')}
        options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
      />
      <FilterText name="request" label="Request, such as R-12" value={value('request')} />
    </FilterForm>
  )
}

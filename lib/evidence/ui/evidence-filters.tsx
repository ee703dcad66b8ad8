import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { accessModes, handlings, kinds, optionsOf } from '@/lib/words'

type EvidenceFiltersProps = {
  here: string
  /** The filters as they stand in the address */
  given: Record<string, string>
  offices: { ref: string; name: string }[]
}

/** The filters of the register; the status is chosen by the views above it. */
export function EvidenceFilters({ here, given, offices }: EvidenceFiltersProps) {
  const value = (name: string) => given[name] ?? ''
  return (
    <FilterForm
      action={here}
      keep={{ status: given.status, sort: given.sort, down: given.down }}
      more={{
        summary: 'More filters: request, question, delivery',
        open: Boolean(given.request || given.question || given.production),
        fields: (
          <>
            <FilterText name="request" label="Answers request, such as R-12" value={value('request')} />
            <FilterText name="question" label="Serves question, such as Q-4" value={value('question')} />
            <FilterText name="production" label="Came with delivery, such as P-3" value={value('production')} />
          </>
        ),
      }}
    >
      <FilterText name="q" label="Words in the title or description" value={value('q')} />
      <FilterSelect name="kind" label="Kind" any="Any kind" value={value('kind')} options={optionsOf(kinds)} />
      <FilterSelect
        name="access"
        label="Access"
        any="Any access"
        value={value('access')}
        options={optionsOf(accessModes)}
      />
      <FilterSelect
        name="handling"
        label="Handling"
        any="Any handling"
        value={value('handling')}
        options={optionsOf(handlings)}
      />
      <FilterSelect
        name="office"
        label="From"
        any="Any office"
        value={value('office')}
        options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
      />
    </FilterForm>
  )
}

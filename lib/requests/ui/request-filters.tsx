import { blockers } from '@/lib/requests/schema'
import { requestStatuses } from '@/lib/requests/status'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { handlings, kinds, optionsOf } from '@/lib/words'

type RequestFiltersProps = {
  here: string
  given: Record<string, string>
  offices: { ref: string; name: string }[]
  questions: string[]
  owners: { email: string; name: string }[]
}

/** Five filters in view, the rest under one disclosure; a GET form that works without scripts. */
export function RequestFilters({ here, given, offices, questions, owners }: RequestFiltersProps) {
  const late = ['blocker', 'owner', 'handling', 'dueFrom', 'dueUntil']
  const value = (name: string) => given[name] ?? ''
  return (
    <FilterForm
      action={here}
      keep={{ view: given.view, sort: given.sort, down: given.down }}
      more={{
        summary: 'More filters: held up by, owner, handling, dates',
        open: late.some((name) => given[name]),
        fields: (
          <>
            <FilterSelect
              name="blocker"
              label="Held up by"
              any="Anyone"
              value={value('blocker')}
              options={optionsOf(blockers)}
            />
            <FilterSelect
              name="owner"
              label="Owner"
              any="Anyone"
              value={value('owner')}
              options={[
                { value: 'me', label: 'Me' },
                ...owners.map(({ email, name }) => ({ value: email, label: name })),
              ]}
            />
            <FilterSelect
              name="handling"
              label="Handling"
              any="Any"
              value={value('handling')}
              options={optionsOf(handlings)}
            />
            <FilterText name="dueFrom" label="Due from" type="date" value={value('dueFrom')} />
            <FilterText name="dueUntil" label="Due until" type="date" value={value('dueUntil')} />
          </>
        ),
      }}
    >
      <FilterText name="q" label="Words in the title or wording" value={value('q')} />
      <FilterSelect
        name="status"
        label="Status"
        any="Any status"
        value={value('status')}
        options={optionsOf(requestStatuses)}
      />
      <FilterSelect name="kind" label="Kind" any="Any kind" value={value('kind')} options={optionsOf(kinds)} />
      <FilterSelect
        name="office"
        label="Office"
        any="Any office"
        value={value('office')}
        options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
      />
      <FilterSelect
        name="question"
        label="Question"
        any="Any question"
        value={value('question')}
        options={questions.map((ref) => ({ value: ref, label: ref }))}
      />
    </FilterForm>
  )
}

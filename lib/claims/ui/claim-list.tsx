import { type ClaimRecord, claimSources } from '@/lib/claims/schema'
import { ClaimEntries } from '@/lib/claims/ui/claim-entries'
import type { Actor } from '@/lib/people/actor'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { EmptyList, LeftOut } from '@/lib/ui/notice'
import { ButtonLink, Lead, PageHead } from '@/lib/ui/page'
import { optionsOf, shortened } from '@/lib/words'

type ClaimListProps = {
  actor: Actor
  claims: ClaimRecord[]
  questions: { ref: string; wording: string }[]
  given: Record<string, string>
  /** Filters in the address that could not be read */
  dropped: string[]
  mayRecord: boolean
}

/** All claims of the inquiry, with their sources and the questions that they are on. */
export function ClaimList({ actor, claims, questions, given, dropped, mayRecord }: ClaimListProps) {
  const here = `/inquiries/${actor.inquiry.slug}/claims`
  const filtered = Object.keys(given).length > 0
  const record = questions.length > 0 && mayRecord
  return (
    <>
      <PageHead title="Claims">
        {record && (
          <ButtonLink href={`${here}/new${given.question ? `?question=${given.question}` : ''}`} main>
            Record a claim
          </ButtonLink>
        )}
      </PageHead>
      <LeftOut dropped={dropped} />
      {(claims.length > 0 || filtered) && (
        <>
          <Lead>What is alleged about the questions of this inquiry, and by whom. Nothing here is a finding.</Lead>
          <div className="gap-16">
            <FilterForm action={here}>
              <FilterText name="q" label="Words in the claim or its source" value={given.q ?? ''} />
              <FilterSelect
                name="question"
                label="Question"
                any="Any question"
                value={given.question ?? ''}
                options={questions.map(({ ref, wording }) => ({
                  value: ref,
                  label: `${ref} ${shortened(wording, 70)}`,
                }))}
              />
              <FilterSelect
                name="sourceKind"
                label="Kind of source"
                any="Any source"
                value={given.sourceKind ?? ''}
                options={optionsOf(claimSources)}
              />
            </FilterForm>
          </div>
        </>
      )}
      <div className="gap-24">
        {claims.length === 0 ? (
          <EmptyList
            here={here}
            one="claim"
            filtered={filtered}
            begin={
              mayRecord && {
                words:
                  'No claim has been recorded yet. A claim is what somebody asserts about a question: reporting, the administration, a witness.',
                ...(record
                  ? { label: 'Record a claim', href: `${here}/new` }
                  : { label: 'Log a question first', href: here.replace(/claims$/, 'questions/new') }),
              }
            }
            others="No claim has been recorded yet. Staffers record what somebody asserts about a question: reporting, the administration, a witness."
          />
        ) : (
          <ClaimEntries actor={actor} claims={claims} withQuestion />
        )}
      </div>
    </>
  )
}

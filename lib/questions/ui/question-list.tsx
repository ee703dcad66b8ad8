import { type QuestionRecord, themes } from '@/lib/questions/schema'
import { questionStatuses } from '@/lib/questions/status'
import { questionTones } from '@/lib/questions/ui/tone'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { EmptyList } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'
import { kinds, optionsOf, recordPath } from '@/lib/words'

type QuestionListProps = { slug: string; questions: QuestionRecord[]; given: Record<string, string>; mayLog: boolean }

/** All questions of the inquiry, with where each stands and what it needs. */
export function QuestionList({ slug, questions, given, mayLog }: QuestionListProps) {
  const here = `/inquiries/${slug}/questions`
  const filtered = Object.keys(given).length > 0
  return (
    <>
      <PageHead title="Questions">
        <ButtonLink href={`/inquiries/${slug}/claims`}>Claims on record</ButtonLink>
        {mayLog && (
          <ButtonLink href={`${here}/new`} main>
            Log a question
          </ButtonLink>
        )}
      </PageHead>
      {(questions.length > 0 || filtered) && (
        <FilterForm action={here}>
          <FilterText name="q" label="Words in the question" value={given.q ?? ''} />
          <FilterSelect
            name="status"
            label="Status"
            any="Any status"
            value={given.status ?? ''}
            options={optionsOf(questionStatuses)}
          />
        </FilterForm>
      )}
      {questions.length === 0 ? (
        <EmptyList
          here={here}
          one="question"
          filtered={filtered}
          begin={
            mayLog && {
              words: 'No question has been logged yet. Everything else hangs on one: what the inquiry wants to know.',
              label: 'Log a question',
              href: `${here}/new`,
            }
          }
          others="No question has been logged yet. Staffers log what the inquiry wants to know; everything else hangs on it."
        />
      ) : (
        <DataTable
          caption="Open questions of the inquiry"
          columns={[
            { label: 'No.' },
            { label: 'Question', long: true },
            { label: 'Status' },
            { label: 'Theme' },
            { label: 'Needs' },
          ]}
          rows={questions.map((question) => ({
            key: question.id,
            cells: [
              <Ref key="no" no={question.ref} href={recordPath(slug, 'question', question.ref)} />,
              question.wording,
              <Status key="st" tone={questionTones[question.status]} label={questionStatuses[question.status]} />,
              themes[question.theme],
              question.needs.map((kind) => kinds[kind]).join(', ') || 'Nothing yet',
            ],
          }))}
        />
      )}
    </>
  )
}

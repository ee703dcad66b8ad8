import { type QuestionRecord, themes } from '@/lib/questions/schema'
import { questionStatuses } from '@/lib/questions/status'
import { questionTones } from '@/lib/questions/ui/tone'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { ListTable, Shown } from '@/lib/ui/list'
import { type ListLine, ListRows } from '@/lib/ui/list-rows'
import { EmptyList, LeftOut } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { counted, kinds, optionsOf } from '@/lib/words'

type QuestionListProps = {
  slug: string
  questions: QuestionRecord[]
  given: Record<string, string>
  /** Filters in the address that could not be read */
  dropped: string[]
  mayLog: boolean
}

/** All questions of the inquiry, with where each stands and what it needs. */
export function QuestionList({ slug, questions, given, dropped, mayLog }: QuestionListProps) {
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
      <LeftOut dropped={dropped} />
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
        <>
          <Shown range={counted(questions.length, 'question')} order="by number" />
          <ListTable
            caption="Open questions of the inquiry"
            columns={[
              { label: 'No.', className: 'no' },
              { label: 'Question', className: 'wide' },
              { label: 'Status' },
              { label: 'Needs' },
            ]}
          >
            <ListRows slug={slug} of="question" lines={questions.map(lineOf)} />
          </ListTable>
        </>
      )}
    </>
  )
}

function lineOf(question: QuestionRecord): ListLine {
  return {
    no: question.ref,
    title: question.wording,
    sub: themes[question.theme],
    status: { tone: questionTones[question.status], label: questionStatuses[question.status] },
    cells: [{ k: 'Needs', text: question.needs.map((kind) => kinds[kind]).join(', ') || 'Nothing yet' }],
  }
}

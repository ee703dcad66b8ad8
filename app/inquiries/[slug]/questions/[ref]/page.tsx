import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { canRecord } from '@/lib/claims/policy'
import { listClaims } from '@/lib/claims/queries'
import { ClaimsSection } from '@/lib/claims/ui/claims-section'
import { coverageOfQuestion } from '@/lib/coverage/queries'
import { QuestionRequests, QuestionRow } from '@/lib/coverage/ui/question-coverage'
import { evidenceOfQuestion } from '@/lib/evidence/queries'
import { EvidenceSection } from '@/lib/evidence/ui/evidence-section'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { canEdit, movesFor } from '@/lib/questions/policy'
import { getQuestion } from '@/lib/questions/queries'
import { QuestionView } from '@/lib/questions/ui/question-view'
import { listRequests } from '@/lib/requests/list'
import { canDraft } from '@/lib/requests/policy'
import { today } from '@/lib/time'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function QuestionPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const question = await orNotFound(getQuestion(actor, refParam('Q', ref)))
  const number = refParam('Q', ref)
  const [row, found, claims, came, { entries, total }] = await Promise.all([
    coverageOfQuestion(actor, question),
    listRequests(actor, { question: number, sort: 'kind' }),
    listClaims(actor, { question: number }),
    evidenceOfQuestion(actor, question.id),
    historyOf(actor, question.id),
  ])
  const asked = { slug, today: today(actor.inquiry.timeZone), found }
  const base = recordPath(slug, 'question', question.ref)
  return (
    <QuestionView
      actor={actor}
      question={question}
      did={String((await searchParams).did ?? '')}
      coverage={<QuestionRow {...asked} row={row} mayDraft={canDraft(actor).allowed && !actor.inquiry.closedOn} />}
      moves={
        <JudgedMoves
          base={base}
          moves={movesFor(actor, question)}
          first={
            question.status === 'open'
              ? [
                  {
                    label: 'Draft a request',
                    href: `/inquiries/${slug}/requests/new?question=${question.ref}`,
                    hint: 'For one kind of evidence that it needs. It goes out on a letter.',
                    ruling: canDraft(actor),
                  },
                ]
              : []
          }
          extras={[
            {
              label: 'Edit the question',
              href: `${base}/edit`,
              hint: 'The old wording stays in the history.',
              ruling: canEdit(actor, question),
            },
          ]}
        />
      }
      history={<RecordHistory actor={actor} recordRef={question.ref} entries={entries} total={total} />}
    >
      <ClaimsSection actor={actor} claims={claims} question={question.ref} mayRecord={canRecord(actor).allowed} />
      <QuestionRequests {...asked} question={question.ref} />
      <EvidenceSection slug={slug} filter={{ question: question.ref }} {...came} />
    </QuestionView>
  )
}

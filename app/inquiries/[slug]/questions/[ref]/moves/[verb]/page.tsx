import type { Metadata } from 'next'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'
import { movesFor } from '@/lib/questions/policy'
import { getQuestion } from '@/lib/questions/queries'
import { QuestionMoveForm } from '@/lib/questions/ui/move-form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead, Wording } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Move a question' }

export default async function MoveQuestionPage({
  params,
}: {
  params: Promise<{ slug: string; ref: string; verb: string }>
}) {
  const { slug, ref, verb } = await params
  const actor = await actorIn(slug)
  const question = await orNotFound(getQuestion(actor, refParam('Q', ref)))
  const judged = movesFor(actor, question).find(({ move }) => move.verb === verb) ?? notHere()
  return (
    <>
      <Crumb
        trail={[
          { label: 'Questions', href: `/inquiries/${slug}/questions` },
          { label: question.ref, href: recordPath(slug, 'question', question.ref) },
        ]}
        here={judged.move.label}
      />
      <PageHead title={`${judged.move.label}: ${question.ref}`} />
      <Wording>{question.wording}</Wording>
      {judged.ruling.allowed ? (
        <QuestionMoveForm slug={slug} question={question} move={judged.move} />
      ) : (
        <Notice>{judged.ruling.why}</Notice>
      )}
    </>
  )
}

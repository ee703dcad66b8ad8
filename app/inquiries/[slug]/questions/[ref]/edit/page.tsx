import type { Metadata } from 'next'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { canEdit } from '@/lib/questions/policy'
import { getQuestion } from '@/lib/questions/queries'
import { QuestionForm } from '@/lib/questions/ui/question-form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit a question' }

export default async function EditQuestionPage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const question = await orNotFound(getQuestion(actor, refParam('Q', ref)))
  const ruling = canEdit(actor, question)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Questions', href: `/inquiries/${slug}/questions` },
          { label: question.ref, href: recordPath(slug, 'question', question.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${question.ref}`} />
      {ruling.allowed ? <QuestionForm slug={slug} question={question} /> : <Notice>{ruling.why}</Notice>}
    </>
  )
}

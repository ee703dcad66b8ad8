import type { Metadata } from 'next'
import { actorIn } from '@/lib/people/session'
import { canLog } from '@/lib/questions/policy'
import { QuestionForm } from '@/lib/questions/ui/question-form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Log a question' }

export default async function NewQuestionPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canLog(actor)
  return (
    <>
      <Crumb trail={[{ label: 'Questions', href: `/inquiries/${slug}/questions` }]} here="Log a question" />
      <PageHead title="Log a question" />
      {ruling.allowed ? <QuestionForm slug={slug} /> : <Notice>{ruling.why}</Notice>}
    </>
  )
}

import type { Metadata } from 'next'
import { filterParams, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { canLog } from '@/lib/questions/policy'
import { listQuestions } from '@/lib/questions/queries'
import { questionFilter } from '@/lib/questions/schema'
import { QuestionList } from '@/lib/questions/ui/question-list'

export const metadata: Metadata = { title: 'Questions' }

export default async function QuestionsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(questionFilter, searchParams)
  const questions = await listQuestions(actor, filter)
  return (
    <QuestionList slug={slug} questions={questions} given={given} dropped={dropped} mayLog={canLog(actor).allowed} />
  )
}

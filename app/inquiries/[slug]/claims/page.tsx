import type { Metadata } from 'next'
import { canRecord } from '@/lib/claims/policy'
import { listClaims } from '@/lib/claims/queries'
import { claimFilter } from '@/lib/claims/schema'
import { ClaimList } from '@/lib/claims/ui/claim-list'
import { filterParams, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listQuestions } from '@/lib/questions/queries'

export const metadata: Metadata = { title: 'Claims' }

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function ClaimsPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(claimFilter, searchParams)
  const [claims, questions] = await Promise.all([listClaims(actor, filter), listQuestions(actor)])
  return (
    <ClaimList
      actor={actor}
      claims={claims}
      questions={questions}
      given={given}
      dropped={dropped}
      mayRecord={canRecord(actor).allowed}
    />
  )
}

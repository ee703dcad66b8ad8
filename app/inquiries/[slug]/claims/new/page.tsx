import type { Metadata } from 'next'
import { canRecord } from '@/lib/claims/policy'
import { claimFilter } from '@/lib/claims/schema'
import { ClaimForm } from '@/lib/claims/ui/claim-form'
import { filterParams, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listQuestions } from '@/lib/questions/queries'
import { today } from '@/lib/time'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Record a claim' }

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function NewClaimPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { given } = await filterParams(claimFilter, searchParams)
  const ruling = canRecord(actor)
  return (
    <>
      <Crumb trail={[{ label: 'Claims', href: `/inquiries/${slug}/claims` }]} here="Record a claim" />
      <PageHead title="Record a claim" />
      {ruling.allowed ? (
        <ClaimForm
          slug={slug}
          questions={await listQuestions(actor)}
          {...(given.question && { question: given.question.toUpperCase() })}
          today={today(actor.inquiry.timeZone)}
        />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

import type { Metadata } from 'next'
import { canRecord } from '@/lib/claims/policy'
import { getClaim } from '@/lib/claims/queries'
import { ClaimForm } from '@/lib/claims/ui/claim-form'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listQuestions } from '@/lib/questions/queries'
import { today } from '@/lib/time'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit a claim' }

export default async function EditClaimPage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const claim = await orNotFound(getClaim(actor, refParam('CL', ref)))
  const ruling = canRecord(actor)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Claims', href: `/inquiries/${slug}/claims` },
          { label: claim.ref, href: recordPath(slug, 'claim', claim.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${claim.ref}`} />
      {ruling.allowed ? (
        <ClaimForm
          slug={slug}
          claim={claim}
          questions={await listQuestions(actor)}
          today={today(actor.inquiry.timeZone)}
        />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

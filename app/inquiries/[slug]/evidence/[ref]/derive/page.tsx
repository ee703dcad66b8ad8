import type { Metadata } from 'next'
import { canLog } from '@/lib/evidence/policy'
import { getEvidence } from '@/lib/evidence/queries'
import { EvidenceForm } from '@/lib/evidence/ui/evidence-form'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Log a derivative' }

export default async function DerivePage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const ruling = canLog(actor)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Evidence', href: `/inquiries/${slug}/evidence` },
          { label: item.ref, href: recordPath(slug, 'evidence', item.ref) },
        ]}
        here="Log a derivative"
      />
      <PageHead title={`Log a derivative of ${item.ref}`} />
      <Lead>
        {item.ref} is {item.title}. What was made from it, a clip, a redacted copy or a transcript, is an item of its
        own with its own review; the original stays as it came.
      </Lead>
      {ruling.allowed ? (
        <EvidenceForm inquiry={actor.inquiry} offices={await listOffices(actor)} parent={item} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

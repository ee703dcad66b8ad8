import type { Metadata } from 'next'
import { canEdit } from '@/lib/evidence/policy'
import { getEvidence } from '@/lib/evidence/queries'
import { EvidenceForm } from '@/lib/evidence/ui/evidence-form'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit a register entry' }

export default async function EditEvidencePage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const ruling = canEdit(actor, item)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Evidence', href: `/inquiries/${slug}/evidence` },
          { label: item.ref, href: recordPath(slug, 'evidence', item.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${item.ref}`} />
      {ruling.allowed ? (
        <EvidenceForm inquiry={actor.inquiry} offices={await listOffices(actor)} item={item} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

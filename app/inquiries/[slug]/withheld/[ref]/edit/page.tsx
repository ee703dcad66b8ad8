import type { Metadata } from 'next'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { canEdit } from '@/lib/withheld/policy'
import { getWithheld } from '@/lib/withheld/queries'
import { WithheldForm } from '@/lib/withheld/ui/withheld-form'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit a privilege log entry' }

export default async function EditWithheldPage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const entry = await orNotFound(getWithheld(actor, refParam('W', ref)))
  const ruling = canEdit(actor, entry)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Withheld', href: `/inquiries/${slug}/withheld` },
          { label: entry.ref, href: recordPath(slug, 'withheld', entry.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${entry.ref}`} />
      {ruling.allowed ? (
        <WithheldForm inquiry={actor.inquiry} offices={await listOffices(actor)} entry={entry} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

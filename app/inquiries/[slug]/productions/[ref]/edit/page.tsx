import type { Metadata } from 'next'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { canLog } from '@/lib/productions/policy'
import { getProduction } from '@/lib/productions/queries'
import { ProductionForm } from '@/lib/productions/ui/production-form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit a delivery' }

export default async function EditProductionPage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const production = await orNotFound(getProduction(actor, refParam('P', ref)))
  const ruling = canLog(actor)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Productions', href: `/inquiries/${slug}/productions` },
          { label: production.ref, href: recordPath(slug, 'production', production.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${production.ref}`} />
      {ruling.allowed ? (
        <ProductionForm inquiry={actor.inquiry} offices={await listOffices(actor)} production={production} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

import type { Metadata } from 'next'
import { parseRef } from '@/lib/fields'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { canLog } from '@/lib/productions/policy'
import { ProductionForm } from '@/lib/productions/ui/production-form'
import { getRequest } from '@/lib/requests/queries'
import { Empty, Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Log a delivery' }

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function NewProductionPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canLog(actor)
  const asked = parseRef('R', String((await searchParams).request ?? ''))
  const request = asked && (await orNotFound(getRequest(actor, asked)))
  const offices = await listOffices(actor)
  return (
    <>
      <Crumb trail={[{ label: 'Productions', href: `/inquiries/${slug}/productions` }]} here="Log a delivery" />
      <PageHead title="Log a delivery" />
      {request && (
        <Lead>
          On {request.ref}: {request.title}.
        </Lead>
      )}
      {!ruling.allowed ? (
        <Notice>{ruling.why}</Notice>
      ) : offices.length === 0 ? (
        <Empty action={{ label: 'Add an office', href: `/inquiries/${slug}/offices/new` }}>
          A delivery names the office from which it came, and no office has been added yet.
        </Empty>
      ) : (
        <ProductionForm
          inquiry={actor.inquiry}
          offices={offices}
          {...(request && { chosen: { request: request.ref, fromOffice: request.addressee.ref } })}
        />
      )}
    </>
  )
}

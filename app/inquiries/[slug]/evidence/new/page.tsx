import type { Metadata } from 'next'
import { canLog } from '@/lib/evidence/policy'
import { EvidenceForm } from '@/lib/evidence/ui/evidence-form'
import { parseRef, refs } from '@/lib/fields'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { getProduction } from '@/lib/productions/queries'
import { answerable, getRequest } from '@/lib/requests/queries'
import { Empty, Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Log what came' }

/** The numbers in the address: of the request that the page was opened for, and of those typed since. */
const answered = refs('R', 'Requests answered', { max: 50 })

export default async function NewEvidencePage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canLog(actor)
  const { request: opened, production: brought, answers: typed } = await searchParams
  const asked = parseRef('R', String(opened ?? ''))
  const request = asked && (await orNotFound(getRequest(actor, asked)))
  const came = parseRef('P', String(brought ?? ''))
  const delivery = came && (await orNotFound(getProduction(actor, came)))
  const named = answered.safeParse(typed ?? delivery?.requests.map(({ ref }) => ref) ?? opened)
  const [offices, answers] = await Promise.all([
    listOffices(actor),
    ruling.allowed && named.success ? answerable(actor, named.data) : [],
  ])
  return (
    <>
      <Crumb trail={[{ label: 'Evidence', href: `/inquiries/${slug}/evidence` }]} here="Log what came" />
      <PageHead title="Log what came" />
      {request && (
        <Lead>
          Against {request.ref}: {request.title}.
        </Lead>
      )}
      {delivery && <Lead>It came with {delivery.ref}.</Lead>}
      {!ruling.allowed ? (
        <Notice>{ruling.why}</Notice>
      ) : offices.length === 0 ? (
        <Empty action={{ label: 'Add an office', href: `/inquiries/${slug}/offices/new` }}>
          An entry names the office from which it came, and no office has been added yet.
        </Empty>
      ) : (
        <EvidenceForm
          inquiry={actor.inquiry}
          offices={offices}
          answers={answers}
          {...(request && {
            chosen: {
              requests: request.ref,
              kind: request.kind,
              fromOffice: request.addressee.ref,
              handling: request.handling,
            },
          })}
          {...(delivery && {
            chosen: {
              requests: delivery.requests.map(({ ref }) => ref).join(', '),
              fromOffice: delivery.from.ref,
              production: delivery.ref,
            },
          })}
        />
      )}
    </>
  )
}

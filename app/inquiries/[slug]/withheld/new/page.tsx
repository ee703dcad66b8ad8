import type { Metadata } from 'next'
import { parseRef } from '@/lib/fields'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { getProduction } from '@/lib/productions/queries'
import { getRequest } from '@/lib/requests/queries'
import { Empty, Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { canLog } from '@/lib/withheld/policy'
import { WithheldForm } from '@/lib/withheld/ui/withheld-form'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Log what is withheld' }

export default async function NewWithheldPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canLog(actor)
  const given = await searchParams
  const [asked, came] = [parseRef('R', String(given.request ?? '')), parseRef('P', String(given.production ?? ''))]
  const request = asked && (await orNotFound(getRequest(actor, asked)))
  const production = came && (await orNotFound(getProduction(actor, came)))
  const offices = await listOffices(actor)
  return (
    <>
      <Crumb trail={[{ label: 'Withheld', href: `/inquiries/${slug}/withheld` }]} here="Log an entry" />
      <PageHead title="Log what is withheld" />
      {request && (
        <Lead>
          Against {request.ref}: {request.title}.
        </Lead>
      )}
      {production && <Lead>From the privilege log that came with {production.ref}.</Lead>}
      {!ruling.allowed ? (
        <Notice>{ruling.why}</Notice>
      ) : offices.length === 0 ? (
        <Empty action={{ label: 'Add an office', href: `/inquiries/${slug}/offices/new` }}>
          An entry names the office that makes the claim, and no office has been added yet.
        </Empty>
      ) : (
        <WithheldForm
          inquiry={actor.inquiry}
          offices={offices}
          {...(production && {
            chosen: {
              requests: production.requests.map(({ ref }) => ref).join(', '),
              office: production.from.ref,
              production: production.ref,
              back: recordPath(slug, 'production', production.ref),
            },
          })}
          {...(request && {
            chosen: {
              requests: request.ref,
              office: request.addressee.ref,
              back: recordPath(slug, 'request', request.ref),
            },
          })}
        />
      )}
    </>
  )
}

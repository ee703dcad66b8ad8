import type { Metadata } from 'next'
import { parseRef } from '@/lib/fields'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { getProduction } from '@/lib/productions/queries'
import { Did } from '@/lib/ui/did'
import { Empty, Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { broughtLogs } from '@/lib/withheld/logs'
import { canLog } from '@/lib/withheld/policy'
import { BringLogForm, BroughtLogs } from '@/lib/withheld/ui/bring-log'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Import a privilege log' }

export default async function ImportPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canLog(actor)
  const { production, did } = await searchParams
  const came = parseRef('P', String(production ?? ''))
  const delivery = came && (await orNotFound(getProduction(actor, came)))
  const [offices, logs] = await Promise.all([listOffices(actor), broughtLogs(actor)])
  const list = `/inquiries/${slug}/withheld`
  return (
    <>
      <Crumb trail={[{ label: 'Withheld', href: list }]} here="Import" />
      <PageHead title="Import a privilege log" />
      <Did did={String(did ?? '')} words={{ discarded: 'The log was given up. Nothing of it was logged.' }} />
      {delivery && <Lead>The privilege log that came with {delivery.ref}.</Lead>}
      {!ruling.allowed ? (
        <Notice>{ruling.why}</Notice>
      ) : offices.length === 0 ? (
        <Empty action={{ label: 'Add an office', href: `/inquiries/${slug}/offices/new` }}>
          A log is of the office that makes its claims, and no office has been added yet.
        </Empty>
      ) : (
        <div className="stack">
          <BringLogForm
            inquiry={actor.inquiry}
            offices={offices}
            chosen={
              delivery && {
                requests: delivery.requests.map(({ ref }) => ref).join(', '),
                office: delivery.from.ref,
                production: delivery.ref,
              }
            }
            back={delivery ? recordPath(slug, 'production', delivery.ref) : list}
          />
          <BroughtLogs inquiry={actor.inquiry} logs={logs} />
        </div>
      )}
    </>
  )
}

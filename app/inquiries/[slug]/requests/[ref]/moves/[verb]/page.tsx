import type { Metadata } from 'next'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'
import { movesFor } from '@/lib/requests/policy'
import { getRequest, requestFacts } from '@/lib/requests/queries'
import { RequestMoveForm } from '@/lib/requests/ui/move-form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Move a request' }

export default async function MoveRequestPage({
  params,
}: {
  params: Promise<{ slug: string; ref: string; verb: string }>
}) {
  const { slug, ref, verb } = await params
  const actor = await actorIn(slug)
  const request = await orNotFound(getRequest(actor, refParam('R', ref)))
  const judged = movesFor(actor, await requestFacts(actor, request)).find(({ move }) => move.verb === verb) ?? notHere()
  return (
    <>
      <Crumb
        trail={[
          { label: 'Requests', href: `/inquiries/${slug}/requests` },
          { label: request.ref, href: recordPath(slug, 'request', request.ref) },
        ]}
        here={judged.move.label}
      />
      <PageHead title={judged.move.label} />
      <Lead>
        {request.ref}: {request.title}. {judged.move.hint}
      </Lead>
      {judged.ruling.allowed ? (
        <RequestMoveForm slug={slug} request={request} move={judged.move} asks={judged.ruling.asks} />
      ) : (
        <Notice>{judged.ruling.why}</Notice>
      )}
    </>
  )
}

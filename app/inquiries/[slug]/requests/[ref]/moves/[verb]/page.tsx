import type { Metadata } from 'next'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'
import { movesFor, proofFor } from '@/lib/requests/policy'
import { getRequest, requestFacts } from '@/lib/requests/queries'
import { RequestMoveForm } from '@/lib/requests/ui/move-form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { Refs } from '@/lib/ui/ref'
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
  const facts = await requestFacts(actor, request)
  const judged = movesFor(actor, facts).find(({ move }) => move.verb === verb) ?? notHere()
  const rests = judged.ruling.allowed && judged.move.to === 'satisfied' ? proofFor(facts) : []
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
      {rests.length > 0 && (
        <p>
          It will rest on <Refs of={rests.map((of) => ({ no: of.ref, href: recordPath(slug, 'evidence', of.ref) }))} />:
          read what the review found before you decide.
        </p>
      )}
      {judged.ruling.allowed ? (
        <RequestMoveForm
          slug={slug}
          zone={actor.inquiry.timeZone}
          request={request}
          move={judged.move}
          asks={judged.ruling.asks}
        />
      ) : (
        <Notice>{judged.ruling.why}</Notice>
      )}
    </>
  )
}

import type { Metadata } from 'next'
import { movesFor } from '@/lib/evidence/policy'
import { getEvidence } from '@/lib/evidence/queries'
import { EvidenceMoveForm } from '@/lib/evidence/ui/move-form'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'
import { restingOn } from '@/lib/requests/proof'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Move an evidence item' }

export default async function MoveEvidencePage({
  params,
}: {
  params: Promise<{ slug: string; ref: string; verb: string }>
}) {
  const { slug, ref, verb } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const judged = movesFor(actor, item).find(({ move }) => move.verb === verb) ?? notHere()
  const resting = judged.move.from.includes('accepted') ? await restingOn(actor, item) : []
  return (
    <>
      <Crumb
        trail={[
          { label: 'Evidence', href: `/inquiries/${slug}/evidence` },
          { label: item.ref, href: recordPath(slug, 'evidence', item.ref) },
        ]}
        here={judged.move.label}
      />
      <PageHead title={judged.move.label} />
      <Lead>
        {item.ref}, revision {item.revision}: {item.title}. {judged.move.hint}
      </Lead>
      {judged.ruling.allowed ? (
        <EvidenceMoveForm slug={slug} item={item} move={judged.move} resting={resting} />
      ) : (
        <Notice>{judged.ruling.why}</Notice>
      )}
    </>
  )
}

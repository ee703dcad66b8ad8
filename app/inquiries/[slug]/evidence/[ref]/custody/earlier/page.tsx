import type { Metadata } from 'next'
import { stepsFor } from '@/lib/custody/policy'
import { getChain, pieceIn } from '@/lib/custody/queries'
import { EarlierSteps } from '@/lib/custody/ui/earlier-steps'
import { getEvidence } from '@/lib/evidence/queries'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Record an earlier step' }

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export default async function EarlierStepPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const piece = pieceIn(await getChain(actor, item), await searchParams) ?? notHere()
  return <EarlierSteps slug={slug} item={item} piece={piece} steps={stepsFor(actor, piece, false)} />
}

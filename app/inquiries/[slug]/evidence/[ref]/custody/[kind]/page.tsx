import type { Metadata } from 'next'
import { stepsFor } from '@/lib/custody/policy'
import { getChain, pieceIn } from '@/lib/custody/queries'
import { StepPage } from '@/lib/custody/ui/step-page'
import { getEvidence } from '@/lib/evidence/queries'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Record a step in a chain of custody' }

type Props = { params: Promise<{ slug: string; ref: string; kind: string }>; searchParams: SearchParams }

export default async function RecordStepPage({ params, searchParams }: Props) {
  const { slug, ref, kind } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const chain = await getChain(actor, item)
  const piece = pieceIn(chain, await searchParams) ?? notHere()
  const steps = stepsFor(actor, piece, item.status === 'clawed_back')
  const judged = steps.find(({ move }) => move.verb === kind) ?? notHere()
  return <StepPage actor={actor} item={item} chain={chain} piece={piece} {...judged} />
}

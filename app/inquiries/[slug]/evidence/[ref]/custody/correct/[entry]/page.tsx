import type { Metadata } from 'next'
import { canCorrect } from '@/lib/custody/policy'
import { getChain } from '@/lib/custody/queries'
import { CorrectionPage } from '@/lib/custody/ui/correction-page'
import { getEvidence } from '@/lib/evidence/queries'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Correct an entry of a chain of custody' }

type Props = { params: Promise<{ slug: string; ref: string; entry: string }> }

export default async function CorrectEntryPage({ params }: Props) {
  const { slug, ref, entry: number } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const chain = await getChain(actor, item)
  const entry = chain.entries.find((one) => String(one.number) === number && one.kind !== 'correction') ?? notHere()
  return <CorrectionPage actor={actor} item={item} chain={chain} entry={entry} ruling={canCorrect(actor)} />
}

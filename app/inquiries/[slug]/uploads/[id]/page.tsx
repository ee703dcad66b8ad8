import type { Metadata } from 'next'
import { getSetAside } from '@/lib/files/queries'
import { SetAsideView } from '@/lib/files/ui/set-aside'
import { orNotFound } from '@/lib/params'
import { actorIn } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Set aside' }

export default async function SetAsidePage({ params }: { params: Promise<{ slug: string; id: string }> }) {
  const { slug, id } = await params
  const actor = await actorIn(slug)
  return <SetAsideView slug={slug} zone={actor.inquiry.timeZone} upload={await orNotFound(getSetAside(actor, id))} />
}

import type { Metadata } from 'next'
import { actorIn } from '@/lib/people/session'
import { workOf } from '@/lib/work/queries'
import { WorkView } from '@/lib/work/ui/work-view'

export const metadata: Metadata = { title: 'My work' }

export default async function WorkPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await actorIn(slug)
  return <WorkView slug={slug} role={actor.role} groups={await workOf(actor)} />
}

import type { Metadata } from 'next'
import { actorIn } from '@/lib/people/session'
import { workOf } from '@/lib/work/queries'
import { WorkView } from '@/lib/work/ui/work-view'

export const metadata: Metadata = { title: 'My work' }

export default async function WorkPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  return <WorkView slug={slug} groups={await workOf(await actorIn(slug))} />
}

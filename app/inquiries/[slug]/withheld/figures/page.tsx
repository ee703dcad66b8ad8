import type { Metadata } from 'next'
import { actorIn } from '@/lib/people/session'
import { withheldFigures } from '@/lib/withheld/figures'
import { WithheldFiguresView } from '@/lib/withheld/ui/figures-view'

export const metadata: Metadata = { title: 'Withheld by basis and office' }

export default async function WithheldFiguresPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  return <WithheldFiguresView slug={slug} figures={await withheldFigures(await actorIn(slug))} />
}

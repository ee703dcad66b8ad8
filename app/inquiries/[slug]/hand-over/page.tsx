import type { Metadata } from 'next'
import { extentOf } from '@/lib/bags/contents'
import { canHandOver } from '@/lib/bags/policy'
import { listBags } from '@/lib/bags/queries'
import { bagView } from '@/lib/bags/schema'
import { HandOver } from '@/lib/bags/ui/hand-over'
import { filterParams, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Refusal } from '@/lib/refusal'

export const metadata: Metadata = { title: 'Hand over' }

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function HandOverPage({ params, searchParams }: Props) {
  const actor = await actorIn((await params).slug)
  const { filter, given, dropped } = await filterParams(bagView, searchParams)
  const [extent, bags] = await Promise.all([extentOf(actor, filter).catch(inWords), listBags(actor)])
  return (
    <HandOver
      actor={actor}
      view={filter}
      given={given}
      dropped={dropped}
      extent={extent}
      bags={bags}
      may={canHandOver(actor)}
    />
  )
}

/** More than one bag takes, or an item that is not there: said on the page, which goes on to offer another choice. */
function inWords(error: unknown): string {
  if (!(error instanceof Refusal)) throw error
  return [`${error.message}.`, error.detail, ...error.fields.map(({ message }) => message)].filter(Boolean).join(' ')
}

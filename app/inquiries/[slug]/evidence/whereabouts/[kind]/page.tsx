import type { Metadata } from 'next'
import { canRecord } from '@/lib/custody/policy'
import { whereaboutsFilter } from '@/lib/custody/schema'
import { type CustodyState, lineFor } from '@/lib/custody/status'
import { SeveralForm } from '@/lib/custody/ui/several-form'
import { whereEverythingIs } from '@/lib/custody/whereabouts'
import { filterParams, type SearchParams } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'

export const metadata: Metadata = { title: 'Check several items out or in' }

type Props = { params: Promise<{ slug: string; kind: string }>; searchParams: SearchParams }

/** What can be recorded of several at once, and where they are before it. */
const from: Record<string, CustodyState> = { checked_out: 'held', checked_in: 'out' }

export default async function SeveralPage({ params, searchParams }: Props) {
  const { slug, kind } = await params
  const actor = await actorIn(slug)
  const state = Object.hasOwn(from, kind) ? from[kind] : undefined
  const move = (kind === 'checked_out' || kind === 'checked_in') && state && lineFor(kind, state)
  if (!move || !state) notHere()
  const ruling = canRecord(actor, { state, clawedBack: false }, move)
  if (!ruling.allowed) return <Notice>{ruling.why}</Notice>
  const { filter, given } = await filterParams(whereaboutsFilter, searchParams)
  const { lines } = await whereEverythingIs(actor, { ...filter, state }, { limit: 200 })
  const asReceived = lines.filter(({ copyNo }) => copyNo === null)
  return (
    <SeveralForm
      slug={slug}
      zone={actor.inquiry.timeZone}
      me={actor.name}
      move={move}
      lines={asReceived}
      given={{ ...given, state }}
    />
  )
}

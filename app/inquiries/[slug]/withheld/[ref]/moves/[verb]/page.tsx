import type { Metadata } from 'next'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { movesFor } from '@/lib/withheld/policy'
import { getWithheld } from '@/lib/withheld/queries'
import { sentence } from '@/lib/withheld/ui/lead'
import { WithheldMoveForm } from '@/lib/withheld/ui/move-form'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Move a privilege log entry' }

export default async function MoveWithheldPage({
  params,
}: {
  params: Promise<{ slug: string; ref: string; verb: string }>
}) {
  const { slug, ref, verb } = await params
  const actor = await actorIn(slug)
  const entry = await orNotFound(getWithheld(actor, refParam('W', ref)))
  const judged = movesFor(actor, entry).find(({ move }) => move.verb === verb) ?? notHere()
  return (
    <>
      <Crumb
        trail={[
          { label: 'Withheld', href: `/inquiries/${slug}/withheld` },
          { label: entry.ref, href: recordPath(slug, 'withheld', entry.ref) },
        ]}
        here={judged.move.label}
      />
      <PageHead title={judged.move.label} />
      <Lead>
        {entry.ref}: {sentence(entry.what)} {judged.move.hint}
      </Lead>
      {judged.ruling.allowed ? (
        <WithheldMoveForm slug={slug} entry={entry} move={judged.move} />
      ) : (
        <Notice>{judged.ruling.why}</Notice>
      )}
    </>
  )
}

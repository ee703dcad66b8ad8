import type { Chain } from '@/lib/custody/queries'
import type { CustodyPieceRecord } from '@/lib/custody/schema'
import type { CustodyField, CustodyMove } from '@/lib/custody/status'
import { StepForm } from '@/lib/custody/ui/step-form'
import { pieceName, standingWords, stopped } from '@/lib/custody/ui/words'
import type { EvidenceRecord } from '@/lib/evidence/schema'
import type { Actor } from '@/lib/people/actor'
import { today } from '@/lib/time'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'
import type { Ruling } from '@/lib/workflow'

type StepPageProps = {
  actor: Actor
  item: EvidenceRecord
  chain: Chain
  piece: CustodyPieceRecord
  move: CustodyMove
  ruling: Ruling<CustodyField>
}

/**
 * Recording one step. Where it cannot be taken now, because of where the piece is, the reason stands over the form: it may have been taken
 * before that.
 */
export function StepPage({ actor, item, chain, piece, move, ruling }: StepPageProps) {
  const { slug, timeZone: zone } = actor.inquiry
  const { state, where } = standingWords(piece, zone)
  const several = chain.pieces.length > 1 ? `, ${lower(pieceName(piece, true))}` : ''
  const mayTellLate = actor.role === 'staffer' && !move.through
  return (
    <>
      <Crumb trail={crumbs(slug, item.ref)} here={move.label} />
      <PageHead title={move.label} />
      <Lead>
        {item.ref}
        {several}: {item.title}. {state}
        {stopped(where)} {move.hint}
      </Lead>
      {!ruling.allowed && (
        <Notice>
          {ruling.why}
          {mayTellLate && ' What happened before that can still be recorded: give its day.'}
        </Notice>
      )}
      {(ruling.allowed || mayTellLate) && (
        <StepForm
          slug={slug}
          itemRef={item.ref}
          move={move}
          piece={piece}
          me={actor.name}
          usual={usualFor(move, piece, item)}
          first={chain.first}
          today={today(zone)}
        />
      )}
    </>
  )
}

/** What usually stands in the fields of a step: what the chain knows already. */
function usualFor(
  { verb }: CustodyMove,
  piece: CustodyPieceRecord,
  item: EvidenceRecord,
): Partial<Record<CustodyField, string | null>> {
  if (verb === 'checked_in') return { from: piece.holder, place: item.heldAt }
  if (verb === 'transferred') return { from: piece.holder }
  if (verb === 'copied') return { place: piece.place }
  return verb === 'returned' ? { to: item.from.name } : {}
}

export const crumbs = (slug: string, ref: string) => [
  { label: 'Evidence', href: `/inquiries/${slug}/evidence` },
  { label: ref, href: recordPath(slug, 'evidence', ref) },
]

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

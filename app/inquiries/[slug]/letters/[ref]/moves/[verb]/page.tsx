import type { Metadata } from 'next'
import { movesFor } from '@/lib/letters/policy'
import { getLetter } from '@/lib/letters/queries'
import { LetterSheet } from '@/lib/letters/ui/letter-sheet'
import { LetterMoveForm } from '@/lib/letters/ui/move-form'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'
import { today } from '@/lib/time'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead, Section, Wording } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Move a letter' }

export default async function MoveLetterPage({
  params,
}: {
  params: Promise<{ slug: string; ref: string; verb: string }>
}) {
  const { slug, ref, verb } = await params
  const actor = await actorIn(slug)
  const { letter, facts } = await orNotFound(getLetter(actor, refParam('L', ref)))
  const judged = movesFor(actor, facts).find(({ move }) => move.verb === verb) ?? notHere()
  return (
    <>
      <Crumb
        trail={[
          { label: 'Letters', href: `/inquiries/${slug}/letters` },
          { label: letter.ref, href: recordPath(slug, 'letter', letter.ref) },
        ]}
        here={judged.move.label}
      />
      <PageHead title={`${judged.move.label}: ${letter.ref}`} />
      <div className="stack">
        {judged.ruling.allowed && verb === 'issue' ? (
          <Section title="The letter">
            <LetterSheet slug={slug} letter={letter} />
          </Section>
        ) : (
          <Wording>{letter.subject}</Wording>
        )}
        {judged.ruling.allowed ? (
          <LetterMoveForm slug={slug} letter={letter} move={judged.move} today={today(actor.inquiry.timeZone)} />
        ) : (
          <Notice>{judged.ruling.why}</Notice>
        )}
      </div>
    </>
  )
}

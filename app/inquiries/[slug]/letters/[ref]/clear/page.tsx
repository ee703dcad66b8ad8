import type { Metadata } from 'next'
import { canClear } from '@/lib/letters/policy'
import { getLetter } from '@/lib/letters/queries'
import { LetterSheet } from '@/lib/letters/ui/letter-sheet'
import { ClearLetterForm } from '@/lib/letters/ui/move-form'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead, Section } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Clear a letter' }

export default async function ClearLetterPage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const { letter, facts } = await orNotFound(getLetter(actor, refParam('L', ref)))
  const ruling = canClear(actor, facts)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Letters', href: `/inquiries/${slug}/letters` },
          { label: letter.ref, href: recordPath(slug, 'letter', letter.ref) },
        ]}
        here="Clear"
      />
      <PageHead title={`Clear ${letter.ref}`} />
      {ruling.allowed ? (
        <div className="stack">
          <Lead>
            Once cleared, it can be issued as it stands here. To have something changed, return it to drafting.
          </Lead>
          <Section title="The letter">
            <LetterSheet slug={slug} letter={letter} />
          </Section>
          <Section title="Your clearance">
            <ClearLetterForm slug={slug} letter={letter} />
          </Section>
        </div>
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

import type { Metadata } from 'next'
import { candidatesFor } from '@/lib/letters/candidates'
import { canEdit } from '@/lib/letters/policy'
import { getLetter } from '@/lib/letters/queries'
import { LetterRequestsForm } from '@/lib/letters/ui/requests-form'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead, Wording } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Requests on a letter' }

export default async function LetterRequestsPage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const { letter } = await orNotFound(getLetter(actor, refParam('L', ref)))
  const ruling = canEdit(actor, letter)
  const follows = letter.follows
    ? (await orNotFound(getLetter(actor, refParam('L', letter.follows.ref)))).letter
    : undefined
  return (
    <>
      <Crumb
        trail={[
          { label: 'Letters', href: `/inquiries/${slug}/letters` },
          { label: letter.ref, href: recordPath(slug, 'letter', letter.ref) },
        ]}
        here="Requests"
      />
      <PageHead title={`Requests on ${letter.ref}`} />
      <Wording>{letter.subject}</Wording>
      {ruling.allowed ? (
        <LetterRequestsForm slug={slug} letter={letter} candidates={await candidatesFor(actor, { letter, follows })} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

import type { Metadata } from 'next'
import { canEdit } from '@/lib/letters/policy'
import { getLetter, lettersToFollow } from '@/lib/letters/queries'
import { LetterForm } from '@/lib/letters/ui/letter-form'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit a letter' }

export default async function EditLetterPage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const { letter } = await orNotFound(getLetter(actor, refParam('L', ref)))
  const ruling = canEdit(actor, letter)
  const [offices, earlier] = await Promise.all([listOffices(actor), lettersToFollow(actor)])
  return (
    <>
      <Crumb
        trail={[
          { label: 'Letters', href: `/inquiries/${slug}/letters` },
          { label: letter.ref, href: recordPath(slug, 'letter', letter.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${letter.ref}`} />
      {ruling.allowed ? (
        <LetterForm actor={actor} letter={letter} offices={offices} earlier={earlier} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}

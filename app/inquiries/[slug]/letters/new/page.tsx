import type { Metadata } from 'next'
import { candidatesFor } from '@/lib/letters/candidates'
import { canDraft } from '@/lib/letters/policy'
import { getLetter, lettersToFollow } from '@/lib/letters/queries'
import { isCarriable } from '@/lib/letters/status'
import { LetterForm } from '@/lib/letters/ui/letter-form'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listRequests } from '@/lib/requests/list'
import { Empty, Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Draft a letter' }

export default async function NewLetterPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canDraft(actor)
  const given = await searchParams
  const text = (name: string) => (typeof given[name] === 'string' && given[name] ? given[name] : undefined)
  const [earlierRef, request, instrument] = [text('follows'), text('request'), text('instrument')]
  const follows = earlierRef ? (await orNotFound(getLetter(actor, refParam('L', earlierRef)))).letter : undefined
  const wanted = request ? (await listRequests(actor, { q: request }, { limit: 1 })).rows[0] : undefined
  const [offices, earlier, candidates] = await Promise.all([
    listOffices(actor),
    lettersToFollow(actor),
    candidatesFor(actor, { follows, wanted }),
  ])
  const due = follows?.requests.filter(({ status }) => isCarriable(status)).map(({ ref }) => ref) ?? []
  const what = instrument === 'subpoena' ? 'Draft a subpoena' : follows ? 'Draft a follow-up' : 'Draft a letter'
  return (
    <>
      <Crumb
        trail={[
          { label: 'Letters', href: `/inquiries/${slug}/letters` },
          ...(follows ? [{ label: follows.ref, href: recordPath(slug, 'letter', follows.ref) }] : []),
        ]}
        here={what}
      />
      <PageHead title={follows ? `${what} on ${follows.ref}` : what} />
      {!ruling.allowed ? (
        <Notice>{ruling.why}</Notice>
      ) : offices.length === 0 ? (
        <Empty action={{ label: 'Add an office', href: `/inquiries/${slug}/offices/new` }}>
          A letter needs an office to go to. Add one first.
        </Empty>
      ) : (
        <LetterForm
          actor={actor}
          offices={offices}
          earlier={earlier}
          candidates={candidates}
          chosen={{ follows, instrument, requests: [...due, ...(wanted ? [wanted.ref] : [])] }}
        />
      )}
    </>
  )
}

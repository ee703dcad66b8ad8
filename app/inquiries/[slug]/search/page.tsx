import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { take } from '@/lib/input'
import type { SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Refusal } from '@/lib/refusal'
import { findRecord, search } from '@/lib/search/queries'
import { recordNumber, searchInput } from '@/lib/search/schema'
import { SearchView } from '@/lib/search/ui/search-view'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Search' }

export default async function SearchPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const given = [(await searchParams).q].flat()[0] ?? ''
  if (given.trim() === '') return <SearchView slug={slug} words="" found={null} />
  const words = taken(given)
  if (words instanceof Refusal) return <SearchView slug={slug} words="" found={null} refused={whyNot(words)} />
  const number = recordNumber(words)
  const record = number && (await findRecord(actor, number.kind, number.ref))
  if (number && record) redirect(recordPath(slug, number.kind, record.ref))
  const found = await search(actor, words)
  const unknown = number && words.toUpperCase()
  return <SearchView slug={slug} words={words} found={unknown && found.length === 0 ? null : found} unknown={unknown} />
}

function whyNot({ kind, message, detail, fields }: Refusal): { title: string; detail: string } {
  const title = kind === 'spill' ? 'This looks like classified text, so it was not searched for' : message
  return { title, detail: detail ?? fields.map((field) => field.message).join(' ') }
}

/** The words, or why they are not searched: also what is only looked for must not be classified. */
function taken(q: string): string | Refusal {
  try {
    return take(searchInput, { q }).q
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

import type { Found, Hit, Piece, Searched } from '@/lib/search/queries'
import { FilterForm, FilterText } from '@/lib/ui/filters'
import { Notice } from '@/lib/ui/notice'
import { PageHead, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { counted, figure, recordKinds, recordPath } from '@/lib/words'

/** Each kind's name, and whether its list finds by the same words, so that it can show all. */
const kinds: Record<Searched, { title: string; listed?: true }> = {
  question: { title: 'Questions' },
  claim: { title: 'Claims' },
  letter: { title: 'Letters', listed: true },
  request: { title: 'Requests', listed: true },
  correspondence: { title: 'Correspondence', listed: true },
  production: { title: 'Productions', listed: true },
  evidence: { title: 'Evidence', listed: true },
  withheld: { title: 'Withheld', listed: true },
}

type SearchViewProps = {
  slug: string
  /** What was searched for; '' where nothing was, or where it was refused and must not be shown again */
  words: string
  /** What was found; null where nothing was searched */
  found: Found[] | null
  /** Why it was not searched, in words */
  refused?: { title: string; detail: string } | null
  /** It was the number of a record that does not exist here */
  unknown?: string | null
}

/** What was found, by kind of record, and what was searched at all. */
export function SearchView({ slug, words, found, refused, unknown }: SearchViewProps) {
  const total = found?.reduce((sum, kind) => sum + kind.total, 0) ?? 0
  return (
    <>
      <PageHead title="Search" />
      <FilterForm action={`/inquiries/${slug}/search`} button="Search">
        <FilterText name="q" label="Words, or a record number such as R-12" value={words} />
      </FilterForm>
      {refused && (
        <Notice tone="warn">
          <p>
            <b>{refused.title}</b>
          </p>
          <p>{refused.detail}</p>
        </Notice>
      )}
      {unknown && <Notice>There is no record {unknown} here that is open to you.</Notice>}
      {found && (
        <p className="lead" role="status">
          {total === 0
            ? `Nothing that is open to you holds “${words}”. Try fewer or other words, or a number such as R-12.`
            : `${counted(total, 'record holds', 'records hold')} “${words}”.`}
        </p>
      )}
      {found && total > 0 && (
        <div className="stack">
          {found.map((kind) => (
            <Section
              key={kind.kind}
              title={kinds[kind.kind].title}
              side={<HowMany slug={slug} words={words} found={kind} />}
            >
              <ul className="waits">
                {kind.hits.map((hit) => (
                  <HitLine key={hit.ref} slug={slug} kind={kind.kind} hit={hit} />
                ))}
              </ul>
            </Section>
          ))}
        </div>
      )}
      <p className="sub note">
        Searched are the words of questions, claims, letters, requests, correspondence, productions, evidence and what
        is withheld that are open to you, in any form of each word; not notes, and not the history. “Quotes” keep words
        together, a minus before a word leaves it out.
      </p>
    </>
  )
}

function HitLine({ slug, kind, hit }: { slug: string; kind: Searched; hit: Hit }) {
  return (
    <li>
      <Ref no={hit.ref} href={recordPath(slug, kind, hit.ref)} />
      <span>
        <Marked pieces={hit.title} />
        {hit.excerpt && (
          <span className="sub line">
            <Marked pieces={hit.excerpt} />
          </span>
        )}
      </span>
    </li>
  )
}

const Marked = ({ pieces }: { pieces: Piece[] }) =>
  pieces.map(({ text, hit }, i) => (hit ? <mark key={i}>{text}</mark> : text))

function HowMany({ slug, words, found }: { slug: string; words: string; found: Found }) {
  const { kind, hits, total } = found
  const all = figure(total)
  if (total <= hits.length) return all
  return (
    <>
      the newest {hits.length} of {all}
      {kinds[kind].listed && (
        <>
          , <a href={`/inquiries/${slug}/${recordKinds[kind].path}?q=${encodeURIComponent(words)}`}>all of them</a>
        </>
      )}
    </>
  )
}

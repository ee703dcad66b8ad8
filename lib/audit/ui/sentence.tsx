import type { ReactNode } from 'react'
import type { Body } from '@/lib/audit/append'
import { deed } from '@/lib/audit/events'
import { Ref } from '@/lib/ui/ref'
import { anyPrefix, inQuotes, kindOfPrefix, recordPath } from '@/lib/words'

const refPattern = new RegExp(`\\b(${anyPrefix})-([MN]?\\d+)\\b`, 'g')

/** Text in which every record number is a link to the record's page. */
export function withLinks(text: string, slug: string): ReactNode[] {
  const parts: ReactNode[] = []
  let at = 0
  for (const match of text.matchAll(refPattern)) {
    const kind = kindOfPrefix(match[1])
    if (!kind) continue
    parts.push(
      text.slice(at, match.index),
      <Ref key={match.index} no={match[0]} href={recordPath(slug, kind, match[0])} />,
    )
    at = match.index + match[0].length
  }
  parts.push(text.slice(at))
  return parts
}

/** 'Nonpartisan reviewer declared R-16 satisfied', with links, and the note that was written with it; `bare` without who did it. */
export function Sentence({ entry, slug, bare }: { entry: Body; slug: string; bare?: boolean }) {
  const words = deed(entry)
  return (
    <>
      {bare ? (
        withLinks(`${words.charAt(0).toUpperCase()}${words.slice(1)}`, slug)
      ) : (
        <>
          <b>{entry.actor.name}</b> {withLinks(words, slug)}
        </>
      )}
      {entry.note ? `: ${inQuotes(entry.note, 300)}` : '.'}
    </>
  )
}

import { type Hits, type Lines, readLines, searchLines } from '@/lib/files/reading'
import { orNotFound } from '@/lib/params'
import type { Actor } from '@/lib/people/actor'

/** Lines of a text for a page, and those that hold the words that were looked for. What is no text, or may not be opened, is a page that is not there. */
export async function linesFor(
  actor: Actor,
  file: string,
  { from, count, words }: { from: number; count: number; words: string },
): Promise<{ text: Lines; found: Hits | null }> {
  const text = await orNotFound(readLines(actor, file, from, count))
  return { text, found: words ? await searchLines(actor, file, words, from) : null }
}

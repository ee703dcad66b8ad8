import type { RecordKind } from '@/lib/words'

/**
 * One thing that waits, and why it waits for this person, in a sentence. A record has its number; what is none goes by its id, and `at` is the
 * address where it is dealt with, below the inquiry's.
 */
export type WorkItem = { title: string; why: string; ref: string } & (
  | { kind: RecordKind; at?: undefined }
  | { kind: 'upload' | 'spill'; at: string }
)

/** Things that wait for the same reason. `items` are the most urgent ones, at most `MOST`; `list` is the address of all, below the inquiry's. */
export type WorkGroup = { key: string; title: string; items: WorkItem[]; total: number; list?: string }

/** More than anybody does in a day; the rest is counted, and behind a link. */
export const MOST = 50

/** A group of what was found, all of it. */
export function groupOf(key: string, title: string, found: WorkItem[], list?: string): WorkGroup {
  return { key, title, items: found.slice(0, MOST), total: found.length, ...(list && { list }) }
}

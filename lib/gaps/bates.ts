import { batesLike } from '@/lib/bates'

/*
 * What is arithmetically wrong with the Bates numbers of what came: numbers that no document has, and numbers that several have. Pure, and of a name of
 * its own, since time is reckoned otherwise.
 */

/** The pages of one document. `text` is its first number as the producer writes it, by which others are written alike. */
export type Range = {
  prefix: string
  first: bigint
  last: bigint
  text: string
  item: string
  production: string | null
}

/** What the cover letter of a delivery says is in it. */
export type Declared = { prefix: string; first: bigint; last: bigint; text: string; production: string }

/** Numbers that nothing has, from `from` to `to`. */
type Skipped = {
  from: string
  to: string
  numbers: bigint
  /** The items in front and behind, and the deliveries that they came with; null at an end that only a cover letter gives */
  after: { item: string; production: string | null } | null
  before: { item: string; production: string | null } | null
  /** The delivery whose cover letter says that they are in it */
  declared: string | null
}

/** Numbers that two documents have. */
type Overlap = {
  from: string
  to: string
  numbers: bigint
  items: [string, string]
  productions: [string | null, string | null]
}

export type BatesGaps = { skipped: Skipped[]; overlapping: Overlap[] }

type Place = Skipped['after']
const placeOf = (range: Range | null): Place => range && { item: range.item, production: range.production }

/** Goes through the ranges of each prefix in order. Every document is looked at, so that what came with another delivery is not called skipped. */
export function batesGaps(ranges: readonly Range[], declared: readonly Declared[] = []): BatesGaps {
  const found: BatesGaps = { skipped: [], overlapping: [] }
  const [mine, theirs] = [byPrefix(ranges), byPrefix(declared)]
  for (const prefix of [...new Set([...mine.keys(), ...theirs.keys()])].sort())
    walk(mine.get(prefix) ?? [], theirs.get(prefix) ?? [], found)
  return found
}

function byPrefix<T extends { prefix: string }>(all: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const one of all) {
    const there = found.get(one.prefix)
    if (there) there.push(one)
    else found.set(one.prefix, [one])
  }
  return found
}

const byPlace = (a: Range, b: Range) =>
  a.first === b.first ? (a.last === b.last ? 0 : a.last < b.last ? -1 : 1) : a.first < b.first ? -1 : 1

function walk(ranges: Range[], declared: readonly Declared[], found: BatesGaps): void {
  const sorted = [...ranges].sort(byPlace)
  const text = sorted[0]?.text ?? declared[0]?.text ?? ''
  const like = (number: bigint) => batesLike(text, number)
  const skip = (from: bigint, to: bigint, after: Range | null, before: Range | null) => {
    if (from > to) return
    const said = declared.find((one) => one.first <= to && one.last >= from)
    // Beyond the first and the last document only a cover letter says that there is something.
    if (!after || !before) {
      if (!said) return
    }
    const [first, last] = [after ? from : max(from, said?.first ?? from), before ? to : min(to, said?.last ?? to)]
    if (first > last) return
    found.skipped.push({
      from: like(first),
      to: like(last),
      numbers: last - first + 1n,
      after: placeOf(after),
      before: placeOf(before),
      declared: said?.production ?? null,
    })
  }
  let furthest: Range | null = null
  const lowest = declared.reduce<bigint | null>((low, { first }) => (low === null || first < low ? first : low), null)
  const highest = declared.reduce<bigint | null>((high, { last }) => (high === null || last > high ? last : high), null)
  for (const range of sorted) {
    if (!furthest) {
      if (lowest !== null) skip(lowest, range.first - 1n, null, range)
    } else if (range.first > furthest.last) skip(furthest.last + 1n, range.first - 1n, furthest, range)
    else {
      const last = min(furthest.last, range.last)
      found.overlapping.push({
        from: like(range.first),
        to: like(last),
        numbers: last - range.first + 1n,
        items: [furthest.item, range.item],
        productions: [furthest.production, range.production],
      })
    }
    if (!furthest || range.last > furthest.last) furthest = range
  }
  if (furthest && highest !== null) skip(furthest.last + 1n, highest, furthest, null)
  if (!furthest && lowest !== null && highest !== null) skip(lowest, highest, null, null)
}

const min = (a: bigint, b: bigint) => (a < b ? a : b)
const max = (a: bigint, b: bigint) => (a > b ? a : b)

/** What of it has to do with these deliveries. */
export function ofProductions({ skipped, overlapping }: BatesGaps, productions: ReadonlySet<string>): BatesGaps {
  const has = (one: string | null | undefined) => one != null && productions.has(one)
  return {
    skipped: skipped.filter(
      ({ after, before, declared }) => has(after?.production) || has(before?.production) || has(declared),
    ),
    overlapping: overlapping.filter(({ productions: [a, b] }) => has(a) || has(b)),
  }
}

/*
 * What of the time that a request asks for is covered by what came. Pure, and of a name of its own, since Bates numbers are reckoned otherwise.
 */

/** From when to when, in milliseconds since 1970. */
export type Span = { from: number; to: number }

/** The time that an item covers. What was only shown is no copy. */
export type Covering = Span & { item: string; delivered: boolean }

/** covered: by one delivered copy; overlapping: by several; shown: only shown or told; missing: by nothing. */
export type StretchState = 'covered' | 'overlapping' | 'shown' | 'missing'

export type Stretch = Span & { state: StretchState; items: string[] }

/** The period asked for as stretches, one after the other, each as long as its state and its items stay the same. */
export function stretches(period: Span, items: readonly Covering[]): Stretch[] {
  if (period.to <= period.from) return []
  const within = items
    .map((item) => ({ ...item, from: Math.max(item.from, period.from), to: Math.min(item.to, period.to) }))
    .filter(({ from, to }) => to > from)
  const edges = [...new Set([period.from, period.to, ...within.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  )
  const found: Stretch[] = []
  for (const [i, from] of edges.slice(0, -1).entries()) {
    const to = edges[i + 1] ?? from
    const over = within.filter((item) => item.from <= from && item.to >= to)
    const copies = over.filter(({ delivered }) => delivered)
    const state = stateOf(copies.length, over.length)
    const names = [...new Set((copies.length > 0 ? copies : over).map(({ item }) => item))].sort()
    const last = found[found.length - 1]
    if (last && last.state === state && last.items.join() === names.join()) last.to = to
    else found.push({ from, to, state, items: names })
  }
  return found
}

function stateOf(copies: number, all: number): StretchState {
  if (copies > 1) return 'overlapping'
  if (copies === 1) return 'covered'
  return all > 0 ? 'shown' : 'missing'
}

/** How much of each state there is, in milliseconds. */
export function amounts(of: readonly Stretch[]): Record<StretchState, number> {
  const sum = { covered: 0, overlapping: 0, shown: 0, missing: 0 }
  for (const { state, from, to } of of) sum[state] += to - from
  return sum
}

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
  // One walk along the time: what has begun and not ended is looked at, not all there is, of which an import may have brought a hundred thousand.
  const waiting = within.sort((a, b) => b.from - a.from)
  const open = new Set<Covering>()
  const found: Stretch[] = []
  for (const [i, from] of edges.slice(0, -1).entries()) {
    const to = edges[i + 1] ?? from
    for (const item of open) if (item.to <= from) open.delete(item)
    for (let next = waiting.at(-1); next && next.from <= from; next = waiting.at(-1)) {
      open.add(next)
      waiting.pop()
    }
    const over = [...open]
    const copies = over.filter(({ delivered }) => delivered)
    const state = stateOf(copies.length, over.length)
    const names = [...new Set((copies.length > 0 ? copies : over).map(({ item }) => item))].sort(byNumber)
    const last = found[found.length - 1]
    if (last && last.state === state && last.items.join() === names.join()) last.to = to
    else found.push({ from, to, state, items: names })
  }
  return found
}

/** E-6 before E-12: of one prefix, so the shorter is the smaller. */
const byNumber = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1)

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

/** Which of two states is the worse, when one has to stand for both. */
const WORSE: readonly StretchState[] = ['missing', 'shown', 'overlapping', 'covered']

/** A run of one state, as a bar draws it: `from` and `to` as parts of the period, 0 to 1. */
export type Run = Span & { state: StretchState }

/**
 * The stretches as a bar of at most `most` runs: neighbours of one state are one run, whichever items they are of. Where that is still more than a bar can
 * show, the period is cut into as many equal slots, and each has the worst state that stands in it: nothing that is missing is drawn as covered.
 */
export function runsOf(period: Span, of: readonly Stretch[], most: number): Run[] {
  const at = (time: number) => (time - period.from) / (period.to - period.from)
  const runs = joined(of.map(({ from, to, state }) => ({ from: at(from), to: at(to), state })))
  if (runs.length <= most) return runs
  const slots: (StretchState | undefined)[] = new Array(most)
  for (const { from, to, state } of runs) {
    for (let slot = Math.floor(from * most); slot < Math.min(most, Math.ceil(to * most)); slot += 1) {
      const there = slots[slot]
      if (!there || WORSE.indexOf(state) < WORSE.indexOf(there)) slots[slot] = state
    }
  }
  return joined(slots.map((state = 'missing', slot) => ({ from: slot / most, to: (slot + 1) / most, state })))
}

function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = []
  for (const run of runs) {
    const last = found[found.length - 1]
    if (last && last.state === run.state) last.to = run.to
    else found.push({ ...run })
  }
  return found
}

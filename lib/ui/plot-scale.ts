/** The arithmetic of the plot: scales, ticks and steps, in percent of the picture (0 is top and left). Pure. */
import { dayAt, dayNumber, dayWords } from './day'

/** Running totals from this day on. */
export type Total = { on: string; issued: number; satisfied: number }

/** A scale from 0 with a round step (1, 2 or 5 times a power of ten) and at most five of them. */
export function countScale(max: number): { top: number; ticks: number[] } {
  const rough = Math.max(max, 1) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough - 1e-9) ?? 10 * power)
  const steps = Math.ceil(Math.max(max, 1) / step)
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, i) => i * step) }
}

/**
 * The days to name under the plot: both ends, and between them round ones (days, weeks, firsts and fifteenths of months,
 * quarters, years), at most six in between and none so near to an end that the words would touch.
 */
export function dayTicks(from: string, to: string): { day: string; label: string }[] {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  const span = last - first
  const room = span * 0.14
  const inner = rounds.map((round) => round(first, last)).find((days) => days.length <= 6) ?? []
  const fit = inner.filter((day) => day - first >= room && last - day >= room)
  const words = span > 400 ? monthWords : (day: string) => dayWords(day, day)
  return [first, ...fit, last].map((number) => ({ day: dayAt(number), label: words(dayAt(number)) }))
}

const monthWords = (day: string) => `${dayWords(day, day).slice(0, 3)} ${day.slice(0, 4)}`

/** From fine to coarse: the round days strictly between two day numbers. */
const rounds: ((first: number, last: number) => number[])[] = [
  (first, last) => between(first, last, () => true),
  (first, last) => between(first, last, (_, i) => i % 2 === 0),
  (first, last) => between(first, last, (_, i) => i % 7 === 0),
  (first, last) => between(first, last, (day) => /-(01|15)$/.test(day)),
  (first, last) => between(first, last, (day) => day.endsWith('-01')),
  (first, last) => between(first, last, (day) => /-(01|04|07|10)-01$/.test(day)),
  (first, last) => between(first, last, (day) => day.endsWith('-01-01')),
  (first, last) => between(first, last, (day) => /[05]-01-01$/.test(day)),
]

function between(first: number, last: number, keep: (day: string, i: number) => boolean): number[] {
  const found: number[] = []
  for (let day = first + 1; day < last; day++) if (keep(dayAt(day), day - first)) found.push(day)
  return found
}

/** The totals as they stood at the end of a day; nothing before the first. */
export function standing(totals: Total[], on: string): { issued: number; satisfied: number } {
  return totals.findLast((total) => total.on <= on) ?? { issued: 0, satisfied: 0 }
}

/** At most one total for each of `slots` equal stretches, the last one in it: more could not be told apart. */
export function thin(totals: Total[], from: string, to: string, slots = 200): Total[] {
  const slot = ({ on }: Total) =>
    Math.floor(((dayNumber(on) - dayNumber(from)) / (dayNumber(to) - dayNumber(from))) * slots)
  return totals.filter((total, i) => {
    const next = totals[i + 1]
    return !next || slot(next) !== slot(total)
  })
}

/** An SVG path of steps through (x, y), starting at `base` on the left edge and running on to the right edge. */
export function stepPath(points: { x: number; y: number }[], base: number): string {
  const steps = points.map(({ x, y }) => `H${round(x)}V${round(y)}`)
  return `M0 ${round(base)}${steps.join('')}H100`
}

/** Two labels at these heights, moved apart until both can be read. */
export function apart(upper: number, lower: number, gap = 10): [number, number] {
  if (lower - upper >= gap) return [upper, lower]
  const top = Math.min(Math.max((upper + lower - gap) / 2, 0), 100 - gap)
  return [top, top + gap]
}

const round = (n: number) => Math.round(n * 100) / 100

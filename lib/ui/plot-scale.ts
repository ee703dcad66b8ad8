/** The arithmetic of the plot: scales, ticks and steps, in percent of the picture (0 is top and left). Pure. */
import { addDays, daysBetween, formatDay } from '@/lib/time'

/** Running totals from this day (`YYYY-MM-DD`) on. */
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
 * quarters, years), of the finest grid whose words do not touch. `from` is before `to`.
 */
export function dayTicks(from: string, to: string): { day: string; label: string }[] {
  const span = daysBetween(from, to)
  const share = (day: string) => daysBetween(from, day) / span
  const long = span > 400
  // shares of the width that words need: at the left end, at the right end, between two; "Jan 2025" is longer than "Jan 1"
  const [left, right, apart] = long ? [0.3, 0.3, 0.21] : [0.19, 0.28, 0.16]
  const inner = grids(from, to)
    .map((days) => days.map((day) => ({ day, at: share(day) })).filter(({ at }) => at >= left && at <= 1 - right))
    .find((days) => days.every(({ at }, i) => i === 0 || at - (days[i - 1]?.at ?? 0) >= apart))
  const days = [from, ...(inner ?? []).map(({ day }) => day), to]
  return days.map((day) => ({ day, label: long ? monthWords(day) : formatDay(day, { today: day }) }))
}

const monthWords = (day: string) => `${formatDay(day).slice(0, 3)} ${day.slice(0, 4)}`

/** Round days between two days, the finest grid first; fine ones only where the span is short. */
function grids(from: string, to: string): string[][] {
  const span = daysBetween(from, to)
  const every = (step: number) =>
    span / step > 8 ? [] : [Array.from({ length: Math.floor(span / step) }, (_, i) => addDays(from, (i + 1) * step))]
  const years = Array.from({ length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, i) =>
    String(Number(from.slice(0, 4)) + i).padStart(4, '0'),
  )
  const firsts = years.flatMap((year) =>
    Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}-01`),
  )
  const halves = firsts.flatMap((day) => [day, day.replace(/01$/, '15')])
  const months = (step: number) => firsts.filter((_, i) => i % step === 0)
  const calendar = [halves, ...[1, 3, 6, 12, 60, 240].map(months)]
  return [
    ...every(1),
    ...every(2),
    ...every(7),
    ...calendar.map((days) => days.filter((day) => day > from && day < to)),
  ]
}

/** The totals as they stood at the end of a day; nothing before the first. */
export function standing(totals: Total[], on: string): { issued: number; satisfied: number } {
  return totals.findLast((total) => total.on <= on) ?? { issued: 0, satisfied: 0 }
}

/** At most one total for each of `slots` equal stretches, the last one in it: more could not be told apart. */
export function thin(totals: Total[], from: string, to: string, slots = 200): Total[] {
  const days = daysBetween(from, to)
  const slot = ({ on }: Total) => Math.floor((daysBetween(from, on) / days) * slots)
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

/** The heights of two labels, moved apart until both can be read. */
export function apart(upper: number, lower: number, gap = 10): [number, number] {
  if (lower - upper >= gap) return [upper, lower]
  const top = Math.min(Math.max((upper + lower - gap) / 2, 0), 100 - gap)
  return [top, top + gap]
}

const round = (n: number) => Math.round(n * 100) / 100

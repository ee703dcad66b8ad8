import type { PeriodFound } from '@/lib/gaps/schema'
import { counted, figure } from '@/lib/words'

/** '34 minutes', '1.5 hours' */
export const amountWords = (amount: number, unit: PeriodFound['unit']): string =>
  Number.isInteger(amount) ? counted(amount, unit) : `${amount.toLocaleString('en-US')} ${unit}s`

/** What is covered of the time that was asked for, in a sentence or two. */
export function coverageWords({ amounts, unit }: PeriodFound): string {
  const { covered, overlapping, shown, missing } = amounts
  const all = Math.round((covered + overlapping + shown + missing) * 100) / 100
  const had = Math.round((covered + overlapping) * 100) / 100
  const said = [`${figureOf(had)} of ${amountWords(all, unit)} delivered.`]
  if (overlapping > 0) said.push(`${amountWords(overlapping, unit)} came more than once.`)
  if (shown > 0) said.push(`${amountWords(shown, unit)} only shown, which does not count.`)
  if (missing > 0) said.push(`${amountWords(missing, unit)} neither delivered nor shown.`)
  return said.join(' ')
}

const figureOf = (n: number) => (Number.isInteger(n) ? figure(n) : n.toLocaleString('en-US'))

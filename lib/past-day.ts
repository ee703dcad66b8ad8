import { type Actor, now } from '@/lib/people/actor'
import { type FieldProblem, invalid } from '@/lib/refusal'
import { formatDay, today } from '@/lib/time'

/** What is recorded as having happened has happened: the problem with a day after today (in the inquiry's zone), or none. */
export function notYet(actor: Actor, path: string, label: string, day: string | null | undefined): FieldProblem[] {
  const latest = today(actor.inquiry.timeZone, now(actor))
  if (!day || day <= latest) return []
  return [
    {
      path,
      message: `${label} has not come yet: write today, ${formatDay(latest, { year: 'always' })}, or a day before.`,
    },
  ]
}

/** Throws the Refusal of a day that has not come yet. */
export function mustHaveCome(actor: Actor, path: string, label: string, day: string | null | undefined): void {
  const problems = notYet(actor, path, label, day)
  if (problems.length) throw invalid(problems)
}

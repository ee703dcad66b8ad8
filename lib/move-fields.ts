import { type FieldProblem, invalid } from '@/lib/refusal'
import { type Ask, type Move, needsOf } from '@/lib/workflow'

/**
 * The fields of a move, checked against its line of the table: what it needs is there, and what it has no use for is refused rather than
 * dropped, so that nobody believes it was recorded. Throws a Refusal with every problem at once.
 *
 * @param apart fields that every move has (the record, its version, the target)
 * @param labels what the screen calls each field
 * @param asks what this record makes it need besides, and why
 */
export function moveFields<Field extends string, Input extends Record<string, unknown>>(
  move: Move<string, Field>,
  input: Input,
  apart: readonly string[],
  labels: Record<Field, string>,
  asks?: Ask<Field>,
): Pick<Input, Field & keyof Input> {
  const problems: FieldProblem[] = []
  const given = (field: string) => input[field] !== undefined && input[field] !== null && input[field] !== false
  for (const field of needsOf(move, { allowed: true, ...(asks && { asks }) })) {
    if (given(field)) continue
    const why = asks?.field === field ? `. ${asks.why}` : ': this step needs it.'
    problems.push({ path: field, message: `${labels[field]} is missing${why}` })
  }
  const known: readonly string[] = [...apart, ...move.needs, ...move.takes]
  for (const field of Object.keys(input)) {
    if (given(field) && !known.includes(field)) {
      const label = Object.hasOwn(labels, field) ? labels[field as Field] : field
      problems.push({
        path: field,
        message: `${label} is not part of this step: leave it out, or record it by itself.`,
      })
    }
  }
  if (problems.length) throw invalid(problems)
  return input
}

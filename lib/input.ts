import type { z } from 'zod'
import { invalid, Refusal } from '@/lib/refusal'
import { inspectInput, type SpillAt } from '@/lib/spill/inspect-input'
import type { SpillFinding } from '@/lib/spill/inspect-text'
import { isAmbiguous } from '@/lib/spill/rules'

/**
 * Takes input from outside: the spill guard first, before anything else can look at, log or store it; then the schema.
 * Every command calls this itself, so no path (screen, API, import, command line) goes round it.
 * Throws a Refusal of kind 'spill' or 'invalid', with field paths, and never with the text itself.
 */
export function take<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const spill = inspectInput(raw)
  if (spill) throw spilled(spill)
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  throw invalid(result.error.issues.flatMap(problemsOf))
}

/** The refusal of what carries a classification marking; it names the field and the rule, never the text. */
export function spilled({ path, finding }: SpillAt): Refusal {
  return new Refusal('spill', 'This looks like classified text, so it was not stored', {
    detail:
      'This system is unclassified: it keeps a register entry of classified material, never its content. Nothing of what you sent was kept or logged. ' +
      'If the text is in fact classified, stop, leave this page, and call your security officer; if it is not, write it without the marking.',
    fields: [{ path, message: finding.explanation }],
    rule: finding.rule,
  })
}

/** Does what a file is called carry a marking? */
export const isMarkedName = (name: string): boolean => inspectInput(new File([], name)) !== null

/**
 * The refusal of a file that carries a classification marking, beside its field: the rule and where in it, never what stands there. Where a person may
 * rule that it is none, its hash goes with it.
 */
export function spilledFile(finding: SpillFinding, sha256: string, path = 'file'): Refusal {
  const ambiguous = isAmbiguous(finding.rule)
  const otherwise = ambiguous
    ? 'If your security officer finds that it is a company’s own marking, an administrator of the inquiry can rule so under Settings, Spill incidents; then the same file is taken.'
    : 'If your security officer finds that it is not classified, ask its producer for a copy without the marking.'
  return new Refusal('spill', 'This file looks classified, so it was stopped', {
    detail:
      'What had arrived was removed, and the incident was recorded without any of its content. Do not send it again, open it or pass it on. ' +
      'Leave it where it is, and call your security officer, who decides whether the computer and the drive that it came from have to be secured too. ' +
      'Then keep a register entry of it: where it is held, its control number and its copy number, and no file. ' +
      otherwise,
    fields: [{ path, message: finding.explanation }],
    rule: finding.rule,
    ...(finding.place && { place: finding.place }),
    ...(ambiguous && { sha256 }),
  })
}

/** Text that comes with a request unasked, such as the name of a browser: '' where it carries a marking, so that it can be kept. */
export const unmarked = (text: string): string => (inspectInput(text) ? '' : text)

function problemsOf(issue: z.core.$ZodIssue): { path: string; message: string }[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      message: `There is no field of this name here: ${JSON.stringify(key.slice(0, 60))}.`,
    }))
  }
  return [{ path, message: issue.message }]
}

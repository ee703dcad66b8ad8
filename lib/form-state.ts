/** What a server action hands back to the form that called it. */

/**
 * A refusal, in words for people. `fields` name the input by its path (`title`, `requests.0.wording`); a path of '' belongs to
 * no field. `current` is what the record says now, when somebody was faster: by label or field path, in words; a
 * `version` in it takes the place of the one that the form was opened with, so that sending again is a decision, not an accident.
 * `again`: it was not done because it was done a moment ago; sent once more, it is.
 */
export type Problem = {
  kind: string
  title: string
  detail?: string
  fields: { path: string; message: string }[]
  current?: Record<string, string>
  again?: boolean
}

/**
 * `values` are the words as they were typed, by input name, so that nothing is lost; never a password. `shown` is what the act gave
 * and what is shown this once and never again: a new token.
 */
export type FormState = {
  problem?: Problem
  values?: Record<string, string | string[]>
  shown?: Record<string, string>
} | null

/** A server action as a form calls it. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>

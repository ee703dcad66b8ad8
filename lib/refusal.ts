import { formatDay } from '@/lib/time'

/** What can go wrong in a way that people can do something about. The list is closed: all else is a bug. */
export type RefusalKind =
  | 'invalid'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'closed'
  | 'spill'
  | 'throttled'
  | 'unavailable'
  | 'full'

/** A problem with one field; `path` is the field's name as typed by the caller, dotted for nested ones, '' for the whole input. */
export type FieldProblem = { path: string; message: string }

/**
 * An expected refusal, thrown inside a transaction so that nothing is half-written, and turned into a value at the edge
 * (a form's state, an RFC 9457 answer, a line on the terminal). Its words are safe to show to whoever asked.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly detail: string | undefined
  readonly fields: FieldProblem[]
  /** For a conflict: what the record says now, label to words, and both versions. */
  readonly current: Record<string, string> | undefined
  /** For a conflict of versions: the one that the caller started from, and the one that is */
  readonly stale: { yours: number; current: number } | undefined
  /** For a conflict of versions: the id of the record, by which what was done to it is found */
  readonly about: string | undefined
  /** For a conflict of versions: what was done meanwhile and by whom, in a sentence; added when the transaction is gone */
  meanwhile: string | undefined
  /** Whoever sends the same once more means it: then it is done */
  readonly again: boolean
  /** For a spill: the rule that the text broke, never the text */
  readonly rule: string | undefined
  /** For a spill in a file: where in it, out of a closed list */
  readonly place: string | undefined
  /** For a spill in a file that a person may rule on: its SHA-256, to which a ruling is bound */
  readonly sha256: string | undefined

  constructor(
    kind: RefusalKind,
    title: string,
    more: {
      detail?: string
      fields?: FieldProblem[]
      current?: Record<string, string>
      stale?: { yours: number; current: number }
      about?: string | undefined
      again?: boolean
      rule?: string
      place?: string
      sha256?: string
    } = {},
  ) {
    super(title)
    this.name = 'Refusal'
    this.kind = kind
    this.detail = more.detail
    this.fields = more.fields ?? []
    this.current = more.current
    this.stale = more.stale
    this.about = more.about
    this.again = more.again ?? false
    this.rule = more.rule
    this.place = more.place
    this.sha256 = more.sha256
  }
}

/** Input that cannot be taken as it stands, with the fields to mend. */
export function invalid(fields: FieldProblem[], title = 'Some fields need another look'): Refusal {
  return new Refusal('invalid', title, { fields })
}

/** One field to mend. */
export function invalidField(path: string, message: string): Refusal {
  return invalid([{ path, message }])
}

/** Allowed to know of it, but not to do it; `why` says what is missing, in words. */
export function forbidden(why: string): Refusal {
  return new Refusal('forbidden', why)
}

/** Unknown and hidden are the same: whoever asks learns nothing from the difference. */
export function missing(): Refusal {
  return new Refusal('missing', 'There is no such record here', {
    detail: 'It may have another number, belong to another inquiry, or not be open to you.',
  })
}

/** The inquiry was closed on this day (YYYY-MM-DD), and is read-only since. */
export function closed(on: string): Refusal {
  return new Refusal('closed', 'This inquiry is closed', {
    detail: `It was closed on ${formatDay(on)} and is read-only since. An administrator can reopen it.`,
  })
}

/** Somebody else was faster than version `yours` of this record. `current` is the record as it stands, label to words. */
export function conflict(
  yours: number,
  { id, version }: { id?: string; version: number },
  current: Record<string, string> = {},
): Refusal {
  return new Refusal('conflict', 'Somebody changed this record while you worked on it', {
    detail: `You started from version ${yours}; it is now at version ${version}. What you typed is kept below: compare it, then save again.`,
    current: { ...current, version: String(version) },
    stale: { yours, current: version },
    about: id,
  })
}

/** A form that says exactly what one said a moment ago, sent from another page. `what` came of that one, where it has a number. */
export function repeated(what: string | undefined): Refusal {
  return new Refusal('conflict', 'You sent exactly this a moment ago', {
    detail: `${what ? `${what} came of it.` : 'It was recorded then.'} Nothing was recorded a second time. If it is to be, send it once more.`,
    again: true,
  })
}

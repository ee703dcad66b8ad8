import type { Role } from '@/lib/generated/prisma/enums'

/**
 * One line of a table of transitions. The buttons, the forms' fields, the API's answers, the refusals' words, the audit events and the
 * diagrams in docs/ all come from these lines.
 */
export type Move<Status extends string, Field extends string = string> = {
  /** The transition's name in code and in the history, e.g. 'acknowledge' */
  verb: string
  from: readonly Status[]
  to: Status
  /** The roles that may do it */
  by: readonly Role[]
  /** On the button */
  label: string
  /** One line beside the button: what it means or what it needs */
  hint: string
  /** Fields that must be given */
  needs: readonly Field[]
  /** Fields that may be given besides */
  takes: readonly Field[]
  /** It happens only as part of something else, e.g. by issuing a letter; never by itself. Says of what, in words. */
  through?: string
  /** Nobody does it to what they themselves logged, drafted or proposed */
  fourEyes?: boolean
}

export type Labels<Status extends string> = Readonly<Record<Status, string>>

/** A field that the move takes, and that this record makes it need; why, in words. */
export type Ask<Field extends string = string> = { field: Field; why: string }

/** Allowed, on what it asks besides the table; or the reason why not, in words. */
export type Ruling<Field extends string = never> =
  | { allowed: true; asks?: Ask<Field> }
  | { allowed: false; why: string /** It starts from other states than this one */; elsewhere?: true }

export const allowed: Ruling = { allowed: true }

/** Not allowed, for this reason. */
export function barred(why: string): Ruling {
  return { allowed: false, why }
}

/** A move and whether this actor may make it now. */
export type JudgedMove<Status extends string, Field extends string = string> = {
  move: Move<Status, Field>
  ruling: Ruling<Field>
}

/** What a move needs as things stand: what the table says, and what the record asks besides. */
export function needsOf<Field extends string>(
  move: Pick<Move<string, Field>, 'needs'>,
  ruling: Ruling<Field>,
): Field[] {
  const asked = ruling.allowed && ruling.asks ? [ruling.asks.field] : []
  return [...new Set([...move.needs, ...asked])]
}

const roleWords: Record<Role, string> = {
  staffer: 'a staffer',
  reviewer: 'a reviewer',
  viewer: 'a viewer',
  admin: 'an administrator',
}

/** 'a staffer or a reviewer' */
export function rolesInWords(roles: readonly Role[]): string {
  return orList(roles.map((role) => roleWords[role]))
}

/** 'a, b or c' */
export const orList = (words: readonly string[]): string => joined(words, 'or')

/** 'a, b and c' */
export const andList = (words: readonly string[]): string => joined(words, 'and')

function joined(words: readonly string[], last: string): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`
}

/** A status after "it is": 'issued', 'in clearance', but 'a draft'. */
export function statusWords<Status extends string>(labels: Labels<Status>, status: Status): string {
  const words = labels[status].toLowerCase()
  return words === 'draft' ? 'a draft' : words
}

/**
 * What the table alone says of a move: the state it starts from, then who may do it. Rooms add what depends on the record
 * (`bars` in their policy.ts) after this.
 */
export function judgeMove<Status extends string>(
  move: Move<Status>,
  actor: { role: Role },
  status: Status,
  labels: Labels<Status>,
): Ruling {
  if (!move.from.includes(status)) {
    const now = statusWords(labels, status)
    const why =
      status === move.to
        ? `It is ${now} already.`
        : `It is ${now}; this can be done only while it is ${orList(move.from.map((one) => statusWords(labels, one)))}.`
    return { allowed: false, why, elsewhere: true }
  }
  if (move.through) return barred(`This happens ${move.through}.`)
  if (!move.by.includes(actor.role)) {
    return barred(`This is for ${rolesInWords(move.by)}; you are ${roleWords[actor.role]}.`)
  }
  return allowed
}

/** The line that leads from one status to another, or undefined when the table has none. */
export function findMove<Status extends string, Field extends string>(
  table: readonly Move<Status, Field>[],
  from: Status,
  to: string,
): Move<Status, Field> | undefined {
  return table.find((move) => move.to === to && move.from.includes(from))
}

/** The table as a Mermaid state diagram, for docs/. */
export function diagram<Status extends string>(
  table: readonly Move<Status>[],
  labels: Labels<Status>,
  first: Status,
): string {
  const id = (status: string) => status.replaceAll('-', '_')
  const lines = Object.entries<string>(labels).map(([status, label]) => `  ${id(status)}: ${label}`)
  lines.push(`  [*] --> ${id(first)}`)
  const ways = new Map<string, string[]>()
  for (const move of table) {
    for (const from of move.from) {
      const way = `${id(from)} --> ${id(move.to)}`
      ways.set(way, [...(ways.get(way) ?? []), `${move.label}${move.through ? ` (${move.through})` : ''}`])
    }
  }
  for (const [way, moves] of ways) lines.push(`  ${way}: ${moves.join(', ')}`)
  return ['stateDiagram-v2', ...lines].join('\n')
}

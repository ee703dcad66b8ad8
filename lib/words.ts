import type { AccessMode, FormWanted, Handling, Kind, Partition, Role, Side } from '@/lib/generated/prisma/enums'

/** The words of the domain for values that several rooms share. Values that belong to one room stand in its status.ts or schema.ts. */

/** A number for people: '1,200'. */
export function figure(n: number): string {
  return n.toLocaleString('en-US')
}

/** '1 day', '1,200 days'; `many` where the plural takes more than an s. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${figure(n)} ${n === 1 ? one : many}`
}

/** The beginning of a text, of at most so many characters, with a sign that it goes on. No character is cut in two. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most
  return `${text.slice(0, end).trimEnd()}…`
}

/**
 * What somebody wrote, in quotation marks, cut after `most` characters. What they quoted themselves stands in single ones within, as it is set in print;
 * what was nothing but a quotation has one pair.
 */
export function inQuotes(text: string, most = Number.POSITIVE_INFINITY): string {
  const shown = shortened(text, most)
  const [, whole] = /^["“]([^"“”]*)["”]$/.exec(shown) ?? []
  return `“${whole ?? shown.replace(/(^|[\s(])["“]([^"“”]*)["”]/g, '$1‘$2’')}”`
}

/** A number of bytes for people, in decimal units as drives are sold: '512 bytes', '48.2 MB', '20 GB'. */
export function bytes(n: number): string {
  if (n < 1_000) return counted(n, 'byte')
  const units = ['kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length, Math.floor(Math.log10(n) / 3))
  return `${Number((n / 1_000 ** power).toPrecision(3)).toLocaleString('en-US')} ${units[power - 1]}`
}

/** A table of words as the choices of a form or a filter. */
export function optionsOf(words: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}

export const kinds: Readonly<Record<Kind, string>> = {
  briefing: 'Briefing',
  video: 'Video',
  log: 'Log',
  testimony: 'Testimony',
  document: 'Document',
}

/** A kind in a sentence: 'a video', but 'testimony'. */
export const aKind = (kind: Kind): string => (kind === 'testimony' ? kind : `a ${kind}`)

/** The order of the matrix's columns. */
export const kindOrder = ['briefing', 'video', 'log', 'testimony', 'document'] as const satisfies readonly Kind[]

export const handlings: Readonly<Record<Handling, string>> = {
  unclassified: 'Unclassified',
  cui: 'CUI',
  confidential: 'Confidential',
  secret: 'Secret',
  top_secret: 'Top secret',
  top_secret_sci: 'Top secret/SCI',
}

/** Marked confidential or above: kept as a register entry only, never as content. */
export function registerOnly(handling: Handling): boolean {
  return handling !== 'unclassified' && handling !== 'cui'
}

export const forms: Readonly<Record<FormWanted, string>> = {
  delivered_copy: 'Delivered copy',
  viewing_suffices: 'Viewing suffices',
}

export const accessModes: Readonly<Record<AccessMode, string>> = {
  delivered_copy: 'Delivered copy',
  in_camera: 'In camera',
  reading_room: 'Reading room',
  read_and_return: 'Read and return',
  shown_only: 'Shown only',
  oral_only: 'Oral only',
}

/** Does material to which the committee got this access answer a request in this form? Shown is not delivered. */
export function meetsForm(access: AccessMode, wanted: FormWanted): boolean {
  return wanted === 'viewing_suffices' || access === 'delivered_copy'
}

export const partitions: Readonly<Record<Partition, string>> = {
  shared: 'Shared',
  majority: 'Majority only',
  minority: 'Minority only',
}

export const roles: Readonly<Record<Role, string>> = {
  staffer: 'Staffer',
  reviewer: 'Reviewer',
  viewer: 'Viewer',
  admin: 'Administrator',
}

/** What each role is for, for who gives it and for who has it. */
export const roleDuties: Readonly<Record<Role, string>> = {
  staffer: 'Logs questions, claims, offices, letters, requests, correspondence and what came; issues what was cleared.',
  reviewer: 'Clears letters, reviews evidence, declares requests satisfied or deficient. Never their own work.',
  viewer: 'Reads dashboards and records; writes nothing. For members of the committee.',
  admin: 'Looks after members and particulars. Gives no power to review.',
}

export const sides: Readonly<Record<Side, string>> = {
  majority: 'majority',
  minority: 'minority',
  nonpartisan: 'nonpartisan',
}

/** 'Staffer, majority' */
export function roleAndSide(of: { role: Role; side: Side }): string {
  return `${roles[of.role]}, ${sides[of.side]}`
}

/** Prefixes of record numbers, the folder of the address where each kind lives, and whether a side may hold some of its own. */
export const recordKinds = {
  question: { prefix: 'Q', path: 'questions', ofSides: false },
  claim: { prefix: 'CL', path: 'claims', ofSides: false },
  office: { prefix: 'O', path: 'offices', ofSides: false },
  letter: { prefix: 'L', path: 'letters', ofSides: true },
  request: { prefix: 'R', path: 'requests', ofSides: true },
  correspondence: { prefix: 'CO', path: 'correspondence', ofSides: true },
  production: { prefix: 'P', path: 'productions', ofSides: false },
  evidence: { prefix: 'E', path: 'evidence', ofSides: false },
  withheld: { prefix: 'W', path: 'withheld', ofSides: false },
} as const

export type RecordKind = keyof typeof recordKinds

/** Any prefix of a record number, for a regular expression: the longer ones first, since CO-1 is no C. */
export const anyPrefix = Object.values(recordKinds)
  .map(({ prefix }) => prefix)
  .sort((a, b) => b.length - a.length)
  .join('|')

/** The kind of record that is numbered with this prefix. */
export function kindOfPrefix(prefix: string | undefined): RecordKind | undefined {
  return (Object.keys(recordKinds) as RecordKind[]).find((kind) => recordKinds[kind].prefix === prefix)
}

/** The address of a record's page: recordPath('strike', 'request', 'R-12') is /inquiries/strike/requests/R-12. */
export function recordPath(slug: string, kind: RecordKind, ref: string): string {
  return `/inquiries/${slug}/${recordKinds[kind].path}/${ref}`
}

/** Where a form leads after it was carried out: the record's page, which says what was just recorded. */
export function did(slug: string, kind: RecordKind, answer: { ref: string }, what: string): string {
  return `${recordPath(slug, kind, answer.ref)}?did=${encodeURIComponent(what)}`
}

/** Where a job that was just asked for is watched, with the word that it was. */
export const askedJobPath = (slug: string, job: string): string => `/inquiries/${slug}/jobs/${job}?did=job.asked`

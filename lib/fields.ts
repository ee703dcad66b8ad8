/**
 * The fields that every room's schema is built from (zod 4). Every message is a sentence for people that begins with the field's
 * label, says what to do, and never repeats what was typed (it may be what the spill guard is there to stop).
 *
 * Optional fields give `null` for what was left empty (and for null), and `undefined` for what was not sent at all: Prisma then
 * writes the first and leaves the second alone.
 */
import { z } from 'zod'
import { bytes, figure, recordKinds } from '@/lib/words'
import { isDay, localMoment, monthName } from './time.ts'

type Ctx = z.core.$RefinementCtx

/** A column of type `integer` in PostgreSQL ends here. */
const MAX_INT = 2 ** 31 - 1

/** Blank to the eye: spaces, and characters that are shown as nothing (zero-width, fillers, the empty Braille cell). */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u
/** Embeddings, overrides and isolates reorder what stands around them ("Trojan Source", CVE-2021-42574); marks and right-to-left letters do not. */
const REORDERS = /[\u202A-\u202E\u2066-\u2069]/
const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && BLANK.test(value))

/** Reports a problem with the field in hand; the value returned is never seen. */
function refuse(ctx: Ctx, message: string): never {
  ctx.issues.push({ code: 'custom', message, input: undefined })
  return z.NEVER
}

/** Makes a field of a function from what came to what is meant, which calls `refuse` where it cannot. Blank text counts as missing. */
function field<T>(label: string, missing: string, read: (value: string, ctx: Ctx) => T) {
  const error = (issue: { input?: unknown }) => (isBlank(issue.input) ? missing : `${label} must be text.`)
  const value = (text: string, ctx: Ctx) => (isBlank(text) ? refuse(ctx, missing) : read(text, ctx))
  return {
    required: z.string({ error }).transform(value),
    optional: z
      .string({ error })
      .nullish()
      .transform((text, ctx) =>
        text === undefined ? undefined : text === null || isBlank(text) ? null : value(text, ctx),
      ),
  }
}

type TextOptions = {
  /** In characters as people count them (code points), after trimming. */
  max?: number
  /** What to write, for the message of an empty field: "write what the request is about in one line". */
  hint?: string
}

/** What is common to one line and many: composed (NFC), whole characters, nothing that is no text, nothing that hides or reorders. */
function readText(label: string, max: number, raw: string, ctx: Ctx): string {
  if (/\p{Cs}/u.test(raw)) return refuse(ctx, `${label} holds half of a character: type it again.`)
  if (/[^\P{Cc}\t\n]/u.test(raw))
    return refuse(ctx, `${label} holds a control character: take it out, or type the text again.`)
  if (REORDERS.test(raw))
    return refuse(ctx, `${label} holds an invisible character that reorders text: type the text again.`)
  const text = raw.normalize('NFC').trim()
  const length = text.length > max ? [...text].length : text.length
  if (length <= max) return text
  const [has, may] = [figure(length), figure(max)]
  return refuse(ctx, `${label} is ${has} characters long: shorten it to ${may} at most.`)
}

function lineOf(label: string, { max = 200, hint = 'write it in one line' }: TextOptions) {
  const fields = field(label, `${label} is empty: ${hint}.`, (raw, ctx) => {
    const text = raw.trim()
    if (/[\t\n\v\f\r\x85\u2028\u2029]/.test(text))
      return refuse(ctx, `${label} must be one line: take out line breaks and tabs.`)
    return readText(label, max, text, ctx)
  })
  const meta = { title: label, maxLength: max }
  return { required: fields.required.meta({ ...meta, minLength: 1 }), optional: fields.optional.meta(meta) }
}

function passageOf(label: string, { max = 20_000, hint = 'write at least a sentence' }: TextOptions) {
  const fields = field(label, `${label} is empty: ${hint}.`, (raw, ctx) =>
    readText(label, max, raw.replace(/\r\n?|[\x85\u2028\u2029]/g, '\n'), ctx),
  )
  const meta = { title: label, maxLength: max }
  return { required: fields.required.meta({ ...meta, minLength: 1 }), optional: fields.optional.meta(meta) }
}

/** One line of text: trimmed, NFC, not blank. Emoji, right-to-left text, HTML and formulas are just text. */
export const line = (label: string, options: TextOptions = {}) => lineOf(label, options).required
export const optionalLine = (label: string, options: TextOptions = {}) => lineOf(label, options).optional

/** Text of many lines: as `line`, with tabs, and line ends made `\n`. */
export const passage = (label: string, options: TextOptions = {}) => passageOf(label, options).required
export const optionalPassage = (label: string, options: TextOptions = {}) => passageOf(label, options).optional

/** Says why this is not a day between 1900 and 2100, or null where it is one. */
function dayProblem(label: string, text: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!match) return `${label} is not a date: write year, month and day, as in 2026-02-12.`
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1900 || year > 2100) return `${label} must lie between the years 1900 and 2100.`
  const name = monthName(month)
  if (!name) return `${label} is wrong: there is no month ${month}.`
  return isDay(text)
    ? null
    : `${label} is wrong: ${name} ${day} does not exist${day <= 29 && month === 2 ? ` in ${year}` : ''}.`
}

function dayOf(label: string) {
  const fields = field(label, `${label} is empty: write a date, as in 2026-02-12.`, (raw, ctx) => {
    const text = raw.trim()
    const problem = dayProblem(label, text)
    return problem ? refuse(ctx, problem) : text
  })
  const meta = { title: label, format: 'date' }
  return { required: fields.required.meta(meta), optional: fields.optional.meta(meta) }
}

/** A day, `YYYY-MM-DD`, that exists, 1900 to 2100; it stays a string. */
export const day = (label: string) => dayOf(label).required
export const optionalDay = (label: string) => dayOf(label).optional

const MOMENT = /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d(?:\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/

function momentOf(label: string, zone?: string) {
  const example = zone ? '2026-02-12T09:40' : '2026-02-12T09:40:00-05:00'
  const fields = field(label, `${label} is empty: write a date and a time, as in ${example}.`, (raw, ctx) => {
    const match = MOMENT.exec(raw.trim())
    if (!match?.[1]) return refuse(ctx, `${label} is not a date and time: write it as in ${example}.`)
    const problem = dayProblem(label, match[1])
    if (problem) return refuse(ctx, problem)
    if (match[4]) return new Date(match[0])
    if (!zone) return refuse(ctx, `${label} has no time zone: write Z or an offset at its end, as in ${example}.`)
    try {
      return localMoment(`${match[1]}T${match[2]}${match[3]?.slice(0, 3) ?? ''}`, zone)
    } catch (error) {
      if (error instanceof RangeError) return refuse(ctx, `${label} is wrong: ${error.message}.`)
      throw error
    }
  })
  const meta = { title: label, format: 'date-time' }
  return { required: fields.required.meta(meta), optional: fields.optional.meta(meta) }
}

/** A moment in ISO 8601 with its zone (`Z` or an offset), as the API takes it; becomes a `Date`. */
export const moment = (label: string) => momentOf(label).required
export const optionalMoment = (label: string) => momentOf(label).optional

/** As `optionalMoment`, where a value without a zone (`YYYY-MM-DDTHH:mm`, from a screen) is meant on the wall clock of `zone`. */
export const optionalMomentIn = (zone: string, label: string) => momentOf(label, zone).optional

/** A file that comes with a form, not empty and of at most `max` bytes. */
export function file(label: string, { max }: { max: number }) {
  const error = ({ input }: { input?: unknown }) =>
    isBlank(input) ? `${label} is missing: choose one.` : `${label} must be a file.`
  return z
    .file({ error })
    .min(1, `${label} is empty: choose another.`)
    .max(max, `${label} is larger than ${bytes(max)}: split it, and send it in parts.`)
    .meta({ title: label, format: 'binary' })
}

/** A whole number from 1 to `max`, or a form's string of one; null for an empty field. */
export function optionalCount(label: string, { max = MAX_INT } = {}) {
  const wrong = `${label} must be a whole number from 1 to ${figure(max)}.`
  return z
    .union([z.number(), z.string()], { error: wrong })
    .nullish()
    .transform((value, ctx) => {
      if (value === undefined) return undefined
      if (isBlank(value)) return null
      const digits = typeof value === 'string' && /^\d{1,10}$/.test(value.trim())
      const n = digits ? Number(value) : value
      return typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= max ? n : refuse(ctx, wrong)
    })
    .meta({ title: label })
}

type Choices = Readonly<Record<string, string>>

const choiceError = (values: Choices, label: string) => (issue: { input?: unknown }) => {
  const list = Object.values(values).join(', ')
  // Whoever left it empty sees the choices on the form, in words; only a program sends another value, and needs them as they are written.
  return isBlank(issue.input) ? `${label} is missing: choose one.` : `${label} must be one of ${list}.`
}

/** One of a closed list, given as an enum object of Prisma's; a wrong value's message names them all. */
export const choice = <const T extends Choices>(values: T, label: string) =>
  z.enum(values, { error: choiceError(values, label) }).meta({ title: label })

/** One of a closed list, or null for an empty choice. */
export const optionalChoice = <const T extends Choices>(values: T, label: string) =>
  z
    .union([z.enum(values), z.literal('').transform(() => null), z.null()], { error: choiceError(values, label) })
    .optional()
    .meta({ title: label })

/** Shared records count for themselves; each side's own series is numbered apart, so that a gap tells the other side nothing. */
export type Series = 'shared' | 'majority' | 'minority'
export type Ref = { series: Series; number: number }

const SERIES_LETTER = { shared: '', majority: 'M', minority: 'N' } as const
const SERIES_OF: Record<string, Series> = { '': 'shared', M: 'majority', N: 'minority' }

/** `R-12`, `R-M3` (the majority's own series), `R-N3` (the minority's). */
export const formatRef = (prefix: string, series: Series, number: number) =>
  `${prefix}-${SERIES_LETTER[series]}${number}`

/** The prefixes of the records of which a side may have a series of its own. */
const OF_SIDES: readonly string[] = Object.values(recordKinds).flatMap((kind) => (kind.ofSides ? [kind.prefix] : []))

/**
 * Reads a record number such as `R-12` (capital or small letters), or null where it is none of this prefix. `O-M3` is none: offices have
 * one series, and read without its letter it would be the number of another record.
 */
export function parseRef(prefix: string, text: string): Ref | null {
  const match = /^([A-Z]+)-([MN]?)([1-9]\d{0,9})$/.exec(text.trim().toUpperCase())
  const [number, series] = [Number(match?.[3]), SERIES_OF[match?.[2] ?? '']]
  if (match?.[1] !== prefix || !series || number > MAX_INT) return null
  return series === 'shared' || OF_SIDES.includes(prefix) ? { series, number } : null
}

function refOf(prefix: string, label: string) {
  const fields = field(
    label,
    `${label} is empty: choose one, or write its number, as in ${prefix}-12.`,
    (text, ctx) => {
      return parseRef(prefix, text) ?? refuse(ctx, `${label} is not a record number: write it as in ${prefix}-12.`)
    },
  )
  const meta = { title: label, examples: [`${prefix}-12`] }
  return { required: fields.required.meta(meta), optional: fields.optional.meta(meta) }
}

/** The number of one record; becomes a `Ref`. */
export const ref = (prefix: string, label = 'Number') => refOf(prefix, label).required
export const optionalRef = (prefix: string, label = 'Number') => refOf(prefix, label).optional

/**
 * Numbers of records, as an array (of an API, or of a form's checkboxes) or as one string with commas or blanks between them.
 * Becomes `Ref`s, each once, in the order given; nothing sent is an empty list.
 */
export function refs(prefix: string, label: string, { min = 0, max = 200 } = {}) {
  const wrong = `${label} must be record numbers such as ${prefix}-12, with commas between them.`
  return z
    .union([z.string(), z.array(z.string())], { error: wrong })
    .nullish()
    .transform((value, ctx) => {
      const words = [value ?? []].flat().flatMap((text) => text.split(/[\s,;]+/).filter(Boolean))
      if (words.length > max) return refuse(ctx, `${label} may name ${max} records at most.`)
      const found = new Map<string, Ref>()
      for (const word of words) {
        const one = parseRef(prefix, word)
        if (!one) return refuse(ctx, wrong)
        found.set(formatRef(prefix, one.series, one.number), one)
      }
      if (found.size < min)
        return refuse(ctx, `${label} must name at least ${min}: choose, or write a number such as ${prefix}-12.`)
      return [...found.values()]
    })
    .meta({ title: label, examples: [[`${prefix}-12`]] })
}

const wrongVersion = { error: 'Version is missing or wrong: open the record again and repeat the change.' }

/** The version of the record that the change was made on: a positive whole number, or a form's string of one. */
export const version = z
  .union([z.number(), z.string().regex(/^[1-9]\d{0,9}$/, wrongVersion)], wrongVersion)
  .transform(Number)
  .refine((n) => Number.isInteger(n) && n >= 1 && n <= MAX_INT, wrongVersion)
  .meta({ title: 'Version' })

function emailOf(label: string) {
  const fields = field(label, `${label} is empty: write an e-mail address, as in name@office.example.`, (raw, ctx) => {
    const text = raw.trim().toLowerCase()
    // 254: the longest address that SMTP can carry (RFC 5321, section 4.5.3.1.3, less the brackets).
    if (text.length <= 254 && z.regexes.email.test(text)) return text
    return refuse(ctx, `${label} is not an e-mail address: write it as in name@office.example.`)
  })
  const meta = { title: label, format: 'email' }
  return { required: fields.required.meta(meta), optional: fields.optional.meta(meta) }
}

/** An e-mail address, in small letters. */
export const email = (label = 'E-mail') => emailOf(label).required
export const optionalEmail = (label = 'E-mail') => emailOf(label).optional

const TICKED: Record<string, boolean> = {
  on: true,
  true: true,
  yes: true,
  1: true,
  '': false,
  false: false,
  no: false,
  off: false,
  0: false,
}

/** A form's checkbox (`on`, or nothing sent at all) or a boolean of the API. */
export const checkbox = (label: string) =>
  z
    .union([z.boolean(), z.enum(Object.keys(TICKED))], { error: `${label} must be true or false.` })
    .nullish()
    .transform((value) => (typeof value === 'string' ? TICKED[value] === true : value === true))
    .meta({ title: label })

import { z } from 'zod'
import { db, type Tx } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { productionRef } from '@/lib/productions/queries'
import { missing } from '@/lib/refusal'
import { visibleTo as visibleRequests } from '@/lib/requests/policy'
import { requestRef } from '@/lib/requests/queries'
import type { Mapping } from '@/lib/tables/mapping'
import { TableTrouble } from '@/lib/tables/table'
import { dateFromDb } from '@/lib/time'
import type { AlreadyHere, LogField, LogView } from '@/lib/withheld/log-fields'
import { withheldRef } from '@/lib/withheld/queries'
import { type LogReading, type Problem, type RowEntry, readLog } from '@/lib/withheld/reading'
import type { NewEntry } from '@/lib/withheld/record'
import { entryLabels } from '@/lib/withheld/schema'

/*
 * Privilege logs that were brought and are not imported yet: what they say, held against what is here.
 */

const include = {
  office: { select: { id: true, number: true, name: true } },
  production: { select: { number: true } },
} satisfies Prisma.WithheldLogInclude

export type LogRow = Prisma.WithheldLogGetPayload<{ include: typeof include }>

/** A log as a page names it. */
export type BroughtLog = {
  id: string
  name: string
  office: { ref: string; name: string }
  assertedOn: string
  production: string | null
  /** Which requests its entries would answer, where a row names none */
  requests: string[]
  broughtBy: string
  broughtAt: string
  /** The job that imports it, while that has not ended */
  jobId: string | null
}

/** One brought log. Throws missing(), the same for unknown and hidden. */
export async function loadLog(tx: Tx, actor: Actor, id: string): Promise<LogRow> {
  const known = z.uuid().safeParse(id).success
  const row = known && (await tx.withheldLog.findFirst({ where: { inquiryId: actor.inquiry.id, id }, include }))
  if (!row) throw missing()
  return row
}

/** Those that wait to be imported, oldest first. */
export async function broughtLogs(actor: Actor): Promise<BroughtLog[]> {
  const rows = await db().withheldLog.findMany({
    where: { inquiryId: actor.inquiry.id },
    include,
    omit: { bytes: true },
    orderBy: { createdAt: 'asc' },
  })
  return Promise.all(rows.map((row) => asBrought(row)))
}

async function asBrought(row: Omit<LogRow, 'bytes'>): Promise<BroughtLog> {
  const [requests, user, job] = await Promise.all([
    db().request.findMany({ where: { id: { in: row.requestIds } }, select: { partition: true, number: true } }),
    db().user.findUnique({ where: { id: row.createdById }, select: { name: true } }),
    row.jobId ? db().job.findUnique({ where: { id: row.jobId }, select: { endedAt: true } }) : null,
  ])
  return {
    id: row.id,
    name: row.name,
    office: { ref: officeRef(row.office), name: row.office.name },
    assertedOn: dateFromDb(row.assertedOn),
    production: row.production && productionRef(row.production),
    requests: requests.map(requestRef),
    broughtBy: user?.name ?? '',
    broughtAt: row.createdAt.toISOString(),
    jobId: job && job.endedAt === null ? row.jobId : null,
  }
}

/** A log held against what is here. */
export type JudgedLog = Pick<LogReading, Exclude<keyof LogReading, 'entries'>> & {
  /** Entries that are not here yet, with the requests that they would answer */
  fresh: (NewEntry & { line: number })[]
  here: AlreadyHere[]
}

/** Reads a log and holds it against the entries of its office. Throws TableTrouble where it cannot be read. */
export async function judgeLog(tx: Tx, actor: Actor, row: LogRow, view: LogView): Promise<JudgedLog> {
  const bytes = row.bytes
  const source = async function* () {
    yield bytes
  }
  const given = { assertedOn: dateFromDb(row.assertedOn), remembered: await remembered(tx, row) }
  const { entries, ...reading } = await readLog(actor, source, view, given)
  const [known, requests] = await Promise.all([knownOf(tx, row), issuedRequests(tx, actor)])
  const problems: Problem[] = []
  const here: AlreadyHere[] = []
  const fresh: JudgedLog['fresh'] = []
  const seen = new Map<string, number>()
  for (const one of entries) {
    const key = keyOf(one.entry.controlNumber)
    const twin = seen.get(key)
    const there = known.get(key)
    const named = one.requests.map((ref) => formatRef('R', ref.series, ref.number))
    const unknown = named.filter((ref) => !requests.has(ref))
    if (twin !== undefined) {
      problems.push({
        line: one.line,
        words: `The same ${entryLabels.controlNumber.toLowerCase()} stands in line ${twin} already.`,
      })
    } else if (unknown.length > 0) {
      problems.push({ line: one.line, words: `There is no issued request ${unknown.join(', ')} here.` })
    } else if (there) here.push({ line: one.line, ref: withheldRef(there), differs: differences(one, there) })
    else {
      const own = named.flatMap((ref) => requests.get(ref) ?? [])
      fresh.push({ line: one.line, entry: one.entry, requestIds: own.length > 0 ? own : row.requestIds })
    }
    if (twin === undefined) seen.set(key, one.line)
  }
  const all = [...reading.problems, ...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return { ...reading, problems: all, fresh, here }
}

async function remembered(tx: Tx, row: LogRow): Promise<Mapping<LogField>> {
  const kept = await tx.withheldMapping.findUnique({
    where: { inquiryId_officeId: { inquiryId: row.inquiryId, officeId: row.officeId } },
  })
  return (kept?.mapping ?? {}) as Mapping<LogField>
}

const compared = {
  number: true,
  controlNumber: true,
  what: true,
  documentType: true,
  datedOn: true,
  author: true,
  addressees: true,
  custodian: true,
  pages: true,
  extent: true,
  basis: true,
  basisWords: true,
} satisfies Prisma.WithheldItemSelect

type Known = Prisma.WithheldItemGetPayload<{ select: typeof compared }>

const keyOf = (controlNumber: string | null) => (controlNumber ?? '').toUpperCase()

/** What is here of the log's office, by control number: each is here once, whatever its letters. */
async function knownOf(tx: Tx, row: LogRow): Promise<Map<string, Known>> {
  const rows = await tx.withheldItem.findMany({
    where: { inquiryId: row.inquiryId, assertedById: row.officeId, controlNumber: { not: null } },
    select: compared,
  })
  return new Map(rows.map((known) => [keyOf(known.controlNumber), known]))
}

/** What a log says otherwise than the entry that is here, by the names of the fields: a log may have been supplemented. */
function differences({ entry }: RowEntry, known: Known): string[] {
  const fields = Object.keys(compared).filter(
    (field): field is Exclude<keyof Known, 'number' | 'controlNumber'> =>
      field !== 'number' && field !== 'controlNumber',
  )
  const plain = (value: unknown) => (value instanceof Date ? value.getTime() : value)
  return fields.filter((field) => plain(entry[field]) !== plain(known[field])).map((field) => entryLabels[field])
}

async function issuedRequests(tx: Tx, actor: Actor): Promise<Map<string, string>> {
  const rows = await tx.request.findMany({
    where: { AND: [visibleRequests(actor), { issuedOn: { not: null } }] },
    select: { id: true, partition: true, number: true },
  })
  return new Map(rows.map((request) => [requestRef(request), request.id]))
}

/** What the preview of a log shows; `trouble` where it cannot be read at all in this way. */
export type LogPreview = {
  log: BroughtLog
  judged: JudgedLog | null
  trouble: { words: string; line: number | null } | null
}

export async function previewLog(actor: Actor, id: string, view: LogView): Promise<LogPreview> {
  const row = await loadLog(db(), actor, id)
  const log = await asBrought(row)
  try {
    return { log, judged: await judgeLog(db(), actor, row, view), trouble: null }
  } catch (error) {
    if (!(error instanceof TableTrouble)) throw error
    return { log, judged: null, trouble: { words: error.message, line: error.line } }
  }
}

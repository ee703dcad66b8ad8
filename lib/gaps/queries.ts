import { parseBates } from '@/lib/bates'
import { db } from '@/lib/db'
import { visibleTo } from '@/lib/evidence/policy'
import { evidenceRef } from '@/lib/evidence/queries'
import type { Ref } from '@/lib/fields'
import { type BatesGaps, batesGaps, type Declared, ofProductions, type Range } from '@/lib/gaps/bates'
import { amounts, type Covering, stretches } from '@/lib/gaps/period'
import type { BatesFound, PeriodFound } from '@/lib/gaps/schema'
import { untilSomethingHappens } from '@/lib/memo'
import type { Actor } from '@/lib/people/actor'
import { loadProduction, productionRef } from '@/lib/productions/queries'
import { loadRequest } from '@/lib/requests/queries'

/** Of each kind the first so many are listed. */
const MOST_LISTED = 200

/** What is wrong with the Bates numbers and files of one delivery. Throws missing(). */
export async function gapsOfProduction(actor: Actor, ref: Ref): Promise<BatesFound> {
  const production = await loadProduction(db(), actor, ref)
  return batesOf(actor, new Set([productionRef(production)]))
}

/** The same for all deliveries that answer a request, and what of its period nothing covers. Throws missing(). */
export async function gapsOfRequest(
  actor: Actor,
  ref: Ref,
): Promise<{ bates: BatesFound; period: PeriodFound | null }> {
  const request = await loadRequest(db(), actor, ref)
  const productions = await db().production.findMany({
    where: { inquiryId: actor.inquiry.id, requests: { some: { requestId: request.id } } },
    select: { number: true },
  })
  const { id, kind, periodFrom, periodTo } = request
  const asked = { id, kind, periodFrom: periodFrom?.toISOString() ?? null, periodTo: periodTo?.toISOString() ?? null }
  return gapsAround(actor, asked, productions.map(productionRef))
}

/** The same for who has read the request and the numbers of its deliveries already. */
export async function gapsAround(
  actor: Actor,
  request: Asked,
  productions: readonly string[],
): Promise<{ bates: BatesFound; period: PeriodFound | null }> {
  const [bates, period] = await Promise.all([
    batesOf(actor, new Set(productions)),
    // A log of a hundred thousand entries is walked along once after each act, too.
    untilSomethingHappens(actor, `period of ${request.id}`, () => periodOf(actor, request)),
  ])
  return { bates, period }
}

async function batesOf(actor: Actor, refs: ReadonlySet<string>): Promise<BatesFound> {
  const [all, duplicates] = await Promise.all([allBates(actor), allDuplicates(actor)])
  const { skipped, overlapping } = ofProductions(all, refs)
  const mine = duplicates.filter(({ productions }) => productions.some((one) => refs.has(one)))
  return {
    skipped: skipped.slice(0, MOST_LISTED).map((one) => ({ ...one, numbers: String(one.numbers) })),
    overlapping: overlapping.slice(0, MOST_LISTED).map((one) => ({ ...one, numbers: String(one.numbers) })),
    duplicates: mine.slice(0, MOST_LISTED).map(({ sha256, items }) => ({ sha256, items })),
    counts: { skipped: skipped.length, overlapping: overlapping.length, duplicates: mine.length },
  }
}

/** Of all items of the inquiry: reckoned once after each act, since a delivery of a hundred thousand takes half a second. */
function allBates(actor: Actor): Promise<BatesGaps> {
  return untilSomethingHappens(actor, 'bates gaps', async () => {
    const [ranges, declared] = await Promise.all([rangesOf(actor), declaredIn(actor)])
    return batesGaps(ranges, declared)
  })
}

async function rangesOf(actor: Actor): Promise<Range[]> {
  const rows = await db().$queryRaw<
    { prefix: string; first: bigint; last: bigint; text: string; number: number; production: number | null }[]
  >`
    SELECT e.bates_prefix AS prefix, e.bates_first AS first, e.bates_last AS last, e.bates_from AS text, e.number, p.number AS production
      FROM evidence_item e LEFT JOIN production p ON p.id = e.production_id
     WHERE e.inquiry_id = ${actor.inquiry.id}::uuid AND e.bates_prefix IS NOT NULL AND e.parent_id IS NULL`
  return rows.map(({ number, production, ...range }) => ({
    ...range,
    item: evidenceRef({ number }),
    production: production === null ? null : productionRef({ number: production }),
  }))
}

async function declaredIn(actor: Actor): Promise<Declared[]> {
  const rows = await db().production.findMany({
    where: { inquiryId: actor.inquiry.id, batesFrom: { not: null } },
    select: { number: true, batesFrom: true, batesTo: true },
  })
  return rows.flatMap((row) => {
    const [first, last] = [parseBates(row.batesFrom ?? ''), parseBates(row.batesTo ?? '')]
    if (!first || !last || first.prefix !== last.prefix || last.number < first.number) return []
    const at = { prefix: first.prefix, first: first.number, last: last.number, text: row.batesFrom ?? '' }
    return [{ ...at, production: productionRef(row) }]
  })
}

type Duplicate = { sha256: string; items: string[]; productions: string[] }

/** Files that several items have, byte for byte, by where they came first. */
function allDuplicates(actor: Actor): Promise<Duplicate[]> {
  return untilSomethingHappens(actor, 'duplicates', async () => {
    const rows = await db().$queryRaw<{ sha256: string; items: number[]; productions: (number | null)[] }[]>`
      SELECT f.sha256, array_agg(DISTINCT e.number ORDER BY e.number) AS items, array_agg(DISTINCT p.number) AS productions
        FROM stored_file f JOIN evidence_item e ON e.id = f.evidence_id AND f.revision = e.revision LEFT JOIN production p ON p.id = e.production_id
       WHERE f.inquiry_id = ${actor.inquiry.id}::uuid AND f.role = 'original'
       GROUP BY f.sha256 HAVING count(DISTINCT e.id) > 1 ORDER BY min(e.number)`
    return rows.map(({ sha256, items, productions }) => ({
      sha256,
      items: items.map((number) => evidenceRef({ number })),
      productions: productions.flatMap((number) => (number === null ? [] : productionRef({ number }))),
    }))
  })
}

/** What of a request says what it asks for; moments are ISO strings in UTC. */
type Asked = { id: string; kind: string; periodFrom: string | null; periodTo: string | null }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Only video and logs run through time; and only a period with both ends can be covered. */
async function periodOf(actor: Actor, { id, kind, periodFrom, periodTo }: Asked): Promise<PeriodFound | null> {
  if (!periodFrom || !periodTo || (kind !== 'video' && kind !== 'log')) return null
  const rows = await db().evidenceItem.findMany({
    where: {
      ...visibleTo(actor),
      kind,
      parentId: null,
      status: { notIn: ['rejected', 'returned', 'clawed_back'] },
      requests: { some: { requestId: id } },
    },
    select: { number: true, happenedFrom: true, happenedTo: true, accessMode: true },
    orderBy: { number: 'asc' },
  })
  const items: Covering[] = []
  const unknown: string[] = []
  for (const row of rows) {
    const item = evidenceRef(row)
    if (!row.happenedFrom || !row.happenedTo) unknown.push(item)
    else
      items.push({
        item,
        from: row.happenedFrom.getTime(),
        to: row.happenedTo.getTime(),
        delivered: row.accessMode === 'delivered_copy',
      })
  }
  const found = stretches({ from: Date.parse(periodFrom), to: Date.parse(periodTo) }, items)
  const [unit, size] = kind === 'video' ? (['minute', MINUTE] as const) : (['hour', HOUR] as const)
  const sum = amounts(found)
  const inUnit = (ms: number) => Math.round((ms / size) * 100) / 100
  return {
    from: periodFrom,
    to: periodTo,
    unit,
    stretches: found.map(({ from, to, ...rest }) => ({
      ...rest,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    })),
    amounts: {
      covered: inUnit(sum.covered),
      overlapping: inUnit(sum.overlapping),
      shown: inUnit(sum.shown),
      missing: inUnit(sum.missing),
    },
    unknown,
  }
}

import { type BagView, MOST_ITEMS, type Reason } from '@/lib/bags/schema'
import { db, type Prisma } from '@/lib/db'
import { listEvidence } from '@/lib/evidence/list'
import { visibleTo } from '@/lib/evidence/policy'
import { asRecords, withLinks } from '@/lib/evidence/queries'
import type { EvidenceFilter, EvidenceRecord } from '@/lib/evidence/schema'
import { formatRef, parseRef } from '@/lib/fields'
import { canHold, mayOpen } from '@/lib/files/policy'
import { matchesClaim, ruledClassified } from '@/lib/files/queries'
import type { FileRole } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { invalidField, Refusal } from '@/lib/refusal'
import { requestAsTold, toBeTold } from '@/lib/requests/queries'
import { dateFromDb } from '@/lib/time'
import { figure, registerOnly } from '@/lib/words'

/*
 * What goes into a bag: items of the register, their files, their chains and the requests that they answer, read a few hundred at a time. A bag leaves the
 * house, so it holds what is shared by both sides alone: no draft, no letter and no note. Counts as queries.
 */

const BATCH = 200

/** A kept file as a bag tells of it; `out`: why it is not in it. */
export type FileInBag = {
  id: string
  item: string
  revision: number
  role: FileRole
  page: number
  name: string
  size: number
  sha256: string
  /** Null until it has been worked out */
  sha512: string | null
  md5: string | null
  mediaType: string
  claimedHash: string | null
  matches: boolean | null
  keptAt: string
  verifiedAt: string | null
  out: Reason | null
}

/** A step of a chain of custody as it was written down. */
type StepInBag = Record<string, string | number | boolean | null>

export type ItemInBag = {
  record: EvidenceRecord
  files: FileInBag[]
  custody: StepInBag[]
  /** Why there is no file of it */
  out: Reason | null
}

/** How many items this view has. Throws a Refusal where that is more than one bag takes, or an item is named that is not there. */
export async function howMany(actor: Actor, { items, ...filter }: BagView): Promise<number> {
  if (items?.length) return (await named(actor, numbersOf(items))).length
  const { total } = await listEvidence(actor, filter, { limit: 1 })
  if (total <= MOST_ITEMS) return total
  throw new Refusal('invalid', `These are ${figure(total)} items, more than go into one bag`, {
    detail: `Up to ${figure(MOST_ITEMS)} do. Narrow the register, by delivery or by request, and hand them over in parts.`,
  })
}

/** What the register holds under this view, by number. Throws as `howMany` does. */
export async function itemsFor(actor: Actor, view: BagView): Promise<EvidenceRecord[]> {
  const { items, ...filter } = view
  if (items?.length) return named(actor, numbersOf(items))
  await howMany(actor, view)
  const found: EvidenceRecord[] = []
  for (let after: string | null = null; ; ) {
    const order: EvidenceFilter = { ...filter, sort: 'number' }
    const part = await listEvidence(actor, order, { limit: BATCH, after })
    found.push(...part.items)
    if (part.next === null) return found
    after = part.next
  }
}

const numbersOf = (items: readonly { number: number }[]) => items.map(({ number }) => number)

async function named(actor: Actor, numbers: number[]): Promise<EvidenceRecord[]> {
  const rows = await db().evidenceItem.findMany({
    where: { ...visibleTo(actor), number: { in: numbers } },
    include: withLinks,
    orderBy: { number: 'asc' },
  })
  const lacking = numbers.find((number) => !rows.some((row) => row.number === number))
  if (lacking !== undefined)
    throw invalidField('items', `There is no item ${formatRef('E', 'shared', lacking)} in this inquiry.`)
  return asRecords(actor, rows)
}

/** How much a view would hand over, for whoever is about to: items, files and bytes, and how many items have no file. */
export type Extent = { items: number; files: number; bytes: number; without: number; marked: number }

export async function extentOf(actor: Actor, view: BagView): Promise<Extent> {
  const items = await itemsFor(actor, view)
  const extent: Extent = { items: items.length, files: 0, bytes: 0, without: 0, marked: 0 }
  for (let from = 0; from < items.length; from += 1_000) {
    const ids = items.slice(from, from + 1_000).map(({ id }) => id)
    const groups = await db().storedFile.groupBy({
      by: ['evidenceId'],
      where: { inquiryId: actor.inquiry.id, evidenceId: { in: ids } },
      _count: true,
      _sum: { size: true },
    })
    extent.without += ids.length - groups.length
    for (const { _count, _sum } of groups) {
      extent.files += _count
      extent.bytes += Number(_sum.size ?? 0)
    }
  }
  extent.marked = items.filter(({ handling }) => registerOnly(handling)).length
  return extent
}

const fileShown = {
  id: true,
  evidenceId: true,
  revision: true,
  role: true,
  page: true,
  name: true,
  size: true,
  sha256: true,
  md5: true,
  mediaType: true,
  claimedHash: true,
  createdAt: true,
  item: { select: { status: true, standing: { where: { copyNo: '' }, select: { revision: true, state: true } } } },
  checks: { orderBy: { checkedAt: 'desc' }, take: 1, select: { matches: true, found: true, checkedAt: true } },
  digests: { where: { algorithm: 'sha512' }, select: { digest: true } },
} satisfies Prisma.StoredFileSelect

/** These items with their files and their chains, in their order. */
export async function* contentsOf(actor: Actor, items: readonly EvidenceRecord[]): AsyncGenerator<ItemInBag> {
  for (let from = 0; from < items.length; from += BATCH) {
    const batch = items.slice(from, from + BATCH)
    const where = { inquiryId: actor.inquiry.id, evidenceId: { in: batch.map(({ id }) => id) } }
    const [files, steps] = await Promise.all([
      db().storedFile.findMany({
        where,
        orderBy: [{ evidenceId: 'asc' }, { revision: 'asc' }, { role: 'asc' }, { page: 'asc' }],
        select: fileShown,
      }),
      db().custodyEvent.findMany({ where, orderBy: [{ evidenceId: 'asc' }, { number: 'asc' }] }),
    ])
    const names = await namesOf(steps.flatMap(({ createdById }) => createdById ?? []))
    const ids = files.map(({ id }) => id)
    const ruled = await ruledClassified(db(), actor.inquiry.id, ids)
    for (const record of batch) {
      const own = files
        .filter(({ evidenceId }) => evidenceId === record.id)
        .map((file) => asFile(record, { ...file, ruledClassified: ruled.has(file.id) }))
      const chain = steps.filter(({ evidenceId }) => evidenceId === record.id)
      yield {
        record,
        files: own,
        custody: chain.map((step) => asStep(record, step, chain, names)),
        out: outOf(record, own),
      }
    }
  }
}

function outOf(record: EvidenceRecord, files: FileInBag[]): Reason | null {
  if (files.length > 0) return null
  if (registerOnly(record.handling)) return 'marked'
  return canHold(record).allowed ? 'no_file' : 'no_copy'
}

type FileRow = Prisma.StoredFileGetPayload<{ select: typeof fileShown }> & { ruledClassified: boolean }

function asFile({ ref }: EvidenceRecord, file: FileRow): FileInBag {
  const [check] = file.checks
  const why = file.ruledClassified ? 'ruled' : check?.matches === false ? 'unsound' : 'gone'
  return {
    id: file.id,
    item: ref,
    revision: file.revision,
    role: file.role,
    page: file.page,
    name: file.name,
    size: Number(file.size),
    sha256: file.sha256,
    sha512: file.digests[0]?.digest ?? null,
    md5: file.md5,
    mediaType: file.mediaType,
    claimedHash: file.claimedHash,
    matches: matchesClaim(file),
    keptAt: file.createdAt.toISOString(),
    verifiedAt: check?.matches ? check.checkedAt.toISOString() : null,
    out: mayOpen(file).allowed ? null : why,
  }
}

type StepRow = Prisma.CustodyEventGetPayload<object>

function asStep({ ref }: EvidenceRecord, step: StepRow, chain: StepRow[], names: Map<string, string>): StepInBag {
  return {
    item: ref,
    entry: step.number,
    kind: step.kind,
    revision: step.revision,
    copy: step.copyNo,
    by: step.by,
    authorisedBy: step.authorisedBy,
    from: step.from,
    to: step.to,
    place: step.place,
    receipt: step.receiptNo,
    // Where only the day is known, no time is made up.
    happened: dateFromDb(step.happenedOn) ?? step.happenedAt.toISOString(),
    recorded: step.recordedAt.toISOString(),
    recordedBy: (step.createdById && names.get(step.createdById)) ?? null,
    corrects: chain.find(({ id }) => id === step.correctsId)?.number ?? null,
    neverHappened: step.struck,
    note: step.note,
  }
}

async function namesOf(ids: string[]): Promise<Map<string, string>> {
  const users = await db().user.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } })
  return new Map(users.map(({ id, name }) => [id, name]))
}

/** The numbers of the requests that an item answers: what was issued has a shared one. */
const answered = ({ requests }: EvidenceRecord): number[] =>
  requests.flatMap(({ ref }) => {
    const of = parseRef('R', ref)
    return of?.series === 'shared' ? of.number : []
  })

/** Requests that were issued, with how they were pushed and moved: those that these items answer, or all of the inquiry. */
export async function requestsFor(actor: Actor, items: readonly EvidenceRecord[] | 'all') {
  const numbers = items !== 'all' && [...new Set(items.flatMap(answered))]
  const rows = await db().request.findMany({
    where: {
      inquiryId: actor.inquiry.id,
      partition: 'shared',
      issuedOn: { not: null },
      ...(numbers && { number: { in: numbers } }),
    },
    include: {
      ...toBeTold,
      rungs: { orderBy: { createdAt: 'asc' }, select: { rung: true, takenOn: true, note: true } },
    },
    orderBy: { number: 'asc' },
  })
  return rows.map((row) => {
    const { ref, addressee, ...told } = requestAsTold(row)
    return {
      ...{ ref, addressee: addressee.name, addresseeNumber: addressee.ref, ...told },
      rungs: row.rungs.map(({ rung, takenOn, note }) => ({ rung, takenOn: dateFromDb(takenOn), note })),
    }
  })
}

export type RequestInBag = Awaited<ReturnType<typeof requestsFor>>[number]

import { randomBytes } from 'node:crypto'
import type { Entry } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { firstSteps } from '@/lib/custody/record'
import type { Tx } from '@/lib/db'
import { canLog } from '@/lib/evidence/policy'
import { type EvidenceRow, evidenceSnapshot } from '@/lib/evidence/queries'
import { subjectOf } from '@/lib/evidence/record'
import type { Handling, Kind } from '@/lib/generated/prisma/enums'
import { type Actor, now } from '@/lib/people/actor'
import { insist } from '@/lib/ruling'
import { dateFromDb } from '@/lib/time'

/*
 * The one way in which many items of the register are written at once, each with its files and the beginning of its chain: for imports. It stands
 * beside record.ts, which writes one, because a hundred thousand go into the database in statements of a thousand, and each leaves one event in the
 * log that holds all of it.
 */

/** A kept file of a new item, as the database has it; its bytes stand in the store, sealed, under its id. */
export type ManyFile = {
  id: string
  role: 'original' | 'page_image' | 'extracted_text'
  page: number
  name: string
  size: number
  sha256: string
  md5: string | null
  mediaType: string
  metadata: object
  /** In base64 */
  lineIndex: string | null
  claimedHash: string | null
}

/** What is of one item alone. Moments in ISO 8601. */
export type ManyItem = {
  id: string
  title: string
  kind: Kind
  handling: Extract<Handling, 'unclassified' | 'cui'>
  happened: string | null
  happenedFrom: string | null
  happenedTo: string | null
  bates: { from: string; to: string; prefix: string; first: string; last: string } | null
  controlNumber: string | null
  custodian: string | null
  author: string | null
  fields: Record<string, string> | null
  files: ManyFile[]
}

/** What is the same of all: where they came from, what they answer, and where they are held. */
export type ManyOf = {
  fromOffice: { id: string; number: number; name: string }
  production: { id: string; number: number; volume: string | null }
  requests: EvidenceRow['requests']
  receivedOn: Date
  heldAt: string
}

/** Items that follow each other by number, from `first` on. */
export type Many = { first: number; items: ManyItem[] }

/** An id whose order is that of time (RFC 9562, version 7), as the database's own: what is made together lies together. */
export function timeOrderedId(at: number): string {
  const hex = at.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** Writes these items, without their events. A staffer does it; what they say was judged before. */
export async function writeMany(tx: Tx, actor: Actor, of: ManyOf, { first, items }: Many): Promise<void> {
  insist(canLog(actor))
  const inquiryId = actor.inquiry.id
  const at = now(actor).toISOString()
  const rows = JSON.stringify(items.map(({ files: _, ...item }, i) => ({ ...item, ...item.bates, number: first + i })))
  await tx.$executeRaw`
    INSERT INTO evidence_item (
           id, inquiry_id, number, title, kind, handling, happened, happened_from, happened_to, received_on, from_office_id, access_mode, held_at,
           control_number, production_id, bates_from, bates_to, bates_prefix, bates_first, bates_last, custodian, author, producer_fields,
           status_since, created_by_id, created_at)
    SELECT r.id, ${inquiryId}::uuid, r.number, r.title, r.kind, r.handling, r.happened, r."happenedFrom", r."happenedTo",
           ${dateFromDb(of.receivedOn)}::date, ${of.fromOffice.id}::uuid, 'delivered_copy', ${of.heldAt},
           r."controlNumber", ${of.production.id}::uuid, r."from", r."to", r.prefix, r.first, r.last, r.custodian, r.author, r.fields,
           ${at}::timestamptz, ${actor.userId}::uuid, ${at}::timestamptz
      FROM jsonb_to_recordset(${rows}::jsonb) AS r (
           id uuid, number int, title text, kind "Kind", handling "Handling", happened text, "happenedFrom" timestamptz, "happenedTo" timestamptz,
           "controlNumber" text, "from" text, "to" text, prefix text, first bigint, last bigint, custodian text, author text, fields jsonb)`
  const ids = items.map(({ id }) => id)
  const requestIds = of.requests.map(({ request }) => request.id)
  await tx.$executeRaw`
    INSERT INTO evidence_request (inquiry_id, evidence_id, request_id)
    SELECT ${inquiryId}::uuid, e, r FROM unnest(${ids}::uuid[]) AS e, unnest(${requestIds}::uuid[]) AS r`
  await writeFiles(tx, actor, items)
  await writeSteps(tx, actor, of, items)
}

async function writeFiles(tx: Tx, actor: Actor, items: ManyItem[]): Promise<void> {
  const rows = items.flatMap((item) => item.files.map((file) => ({ ...file, item: item.id, handling: item.handling })))
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO stored_file (
           id, inquiry_id, evidence_id, revision, handling, role, page, name, size, sha256, md5, media_type, metadata, line_index, claimed_hash,
           created_by_id, created_at)
    SELECT r.id, ${actor.inquiry.id}::uuid, r.item, 1, r.handling, r.role, r.page, r.name, r.size, r.sha256, r.md5, r."mediaType", r.metadata,
           decode(r."lineIndex", 'base64'), r."claimedHash", ${actor.userId}::uuid, ${now(actor).toISOString()}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
           id uuid, item uuid, handling "Handling", role "FileRole", page int, name text, size bigint, sha256 text, md5 text, "mediaType" text,
           metadata jsonb, "lineIndex" text, "claimedHash" text)`
}

const stepsOf = (actor: Actor, of: ManyOf, item: ManyItem) =>
  firstSteps(actor, actor.inquiry.timeZone, {
    receivedOn: dateFromDb(of.receivedOn),
    from: of.fromOffice.name,
    place: of.heldAt,
    stored: storedWords(item, of.heldAt),
  })

/** As it stands in the chain of an item that came by itself. */
function storedWords({ files }: ManyItem, heldAt: string): string | null {
  const [one] = files.filter(({ role }) => role === 'original')
  const [first] = files
  if (!one && !first) return null
  const what = one ? one.name : `${files.length === 1 ? (first?.name ?? '') : `${files.length} files`}`
  return `${what}, as revision 1, in the ${heldAt.toLowerCase()}; the original is read-only.`
}

async function writeSteps(tx: Tx, actor: Actor, of: ManyOf, items: ManyItem[]): Promise<void> {
  const at = now(actor)
  const rows = items.flatMap((item) =>
    stepsOf(actor, of, item).map((step) => ({ ...step, id: timeOrderedId(at.getTime()), item: item.id })),
  )
  await tx.$executeRaw`
    INSERT INTO custody_event (id, inquiry_id, evidence_id, number, revision, kind, by, "from", place, note, happened_at, happened_on, recorded_at, created_by_id)
    SELECT r.id, ${actor.inquiry.id}::uuid, r.item, r.number, 1, r.kind, r.by, r."from", r.place, r.note, r."happenedAt", r."happenedOn"::date,
           ${at.toISOString()}::timestamptz, ${actor.userId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
           id uuid, item uuid, number int, kind "CustodyKind", by text, "from" text, place text, note text, "happenedAt" timestamptz, "happenedOn" text)`
}

/** The events of these items, each with everything that it says, its files and how its chain begins. They stand in no other record's history. */
export function* eventsOf(actor: Actor, of: ManyOf, { first, items }: Many): Generator<Entry> {
  for (const [i, item] of items.entries()) {
    const row = rowOf(actor, of, item, first + i)
    yield {
      event: 'evidence.logged',
      subject: subjectOf(row),
      partition: 'shared',
      inquiryId: actor.inquiry.id,
      changes: changesBetween(null, evidenceSnapshot(row)),
      details: {
        custody: stepsOf(actor, of, item).map(({ kind }) => kind),
        files: item.files.map(({ id, role, page, name, size, sha256, mediaType, claimedHash, md5 }) => ({
          ...{ id, role, page, name, size, sha256, mediaType },
          ...(claimedHash !== null && claimedHash !== sha256 && claimedHash !== md5 && { mismatch: claimedHash }),
        })),
      },
    }
  }
}

/** The item as the database gives it back. */
function rowOf(actor: Actor, of: ManyOf, item: ManyItem, number: number): EvidenceRow {
  const { bates } = item
  const at = now(actor)
  return {
    id: item.id,
    inquiryId: actor.inquiry.id,
    number,
    title: item.title,
    description: '',
    kind: item.kind,
    happened: item.happened,
    happenedFrom: item.happenedFrom === null ? null : new Date(item.happenedFrom),
    happenedTo: item.happenedTo === null ? null : new Date(item.happenedTo),
    receivedOn: of.receivedOn,
    fromOfficeId: of.fromOffice.id,
    accessMode: 'delivered_copy',
    handling: item.handling,
    heldAt: of.heldAt,
    controlNumber: item.controlNumber,
    copyNo: null,
    maySee: null,
    productionId: of.production.id,
    parentId: null,
    derivation: null,
    batesFrom: bates?.from ?? null,
    batesTo: bates?.to ?? null,
    batesPrefix: bates?.prefix ?? null,
    batesFirst: bates ? BigInt(bates.first) : null,
    batesLast: bates ? BigInt(bates.last) : null,
    custodian: item.custodian,
    author: item.author,
    producerFields: item.fields,
    status: 'logged',
    statusSince: at,
    revision: 1,
    reviewerId: null,
    createdById: actor.userId,
    createdAt: at,
    version: 1,
    fromOffice: of.fromOffice,
    requests: of.requests,
    reviews: [],
    parent: null,
    production: of.production,
  }
}

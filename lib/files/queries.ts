import { cache } from 'react'
import { z } from 'zod'
import type { Body } from '@/lib/audit/append'
import { db, Prisma, type Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { uploadsVisibleTo, visibleTo } from '@/lib/files/policy'
import { type FileRecord, fileMetadata, type UploadRecord } from '@/lib/files/schema'
import { twinIn } from '@/lib/files/sending'
import type { Upload } from '@/lib/generated/prisma/client'
import type { FileRole } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'

/** What is read of a kept file: all but the index of its lines, which may be large. */
const shown = {
  id: true,
  inquiryId: true,
  evidenceId: true,
  revision: true,
  role: true,
  page: true,
  name: true,
  size: true,
  sha256: true,
  md5: true,
  mediaType: true,
  metadata: true,
  claimedHash: true,
  createdById: true,
  createdAt: true,
} satisfies Prisma.StoredFileSelect

type FileRow = Prisma.StoredFileGetPayload<{ select: typeof shown }>

/** The files of an item, or those of one role: the newest revision first, and in it the original first, then pages in their order. */
export const filesOf = cache(async (actor: Actor, evidenceId: string, role?: FileRole): Promise<FileRecord[]> => {
  const rows = await db().storedFile.findMany({
    where: { ...visibleTo(actor), evidenceId, ...(role && { role }) },
    orderBy: [{ revision: 'desc' }, { role: 'asc' }, { page: 'asc' }],
    select: shown,
  })
  return asRecords(rows)
})

/** A kept file as it is opened: what it is called and of what kind, of which item, what was ruled on it, and what its newest check found. Null when there is none for this actor. */
export async function fileToOpen(tx: Tx, actor: Actor, id: string): Promise<FileToOpen | null> {
  const file = await tx.storedFile.findFirst({ where: { ...visibleTo(actor), id }, select: opened })
  if (!file) return null
  const ruled = await ruledClassified(tx, actor.inquiry.id, [id])
  return { ...file, ruledClassified: ruled.has(id) }
}

/**
 * The items, each in a revision of it, of which the newest ruling on some file says that it carries a classification marking: pages of a document and its text
 * say the same, though they are other files.
 */
export const markedRevisions = (inquiryId: string): Prisma.Sql => Prisma.sql`
  SELECT g.evidence_id, g.revision
    FROM (SELECT DISTINCT ON (sha256) sha256, ordinary FROM spill_ruling WHERE inquiry_id = ${inquiryId}::uuid
           ORDER BY sha256, created_at DESC, id DESC) AS newest
    JOIN stored_file g ON g.inquiry_id = ${inquiryId}::uuid AND g.sha256 = newest.sha256
   WHERE NOT newest.ordinary`

/** Of these files those of such a revision. */
export async function ruledClassified(tx: Tx, inquiryId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM stored_file WHERE inquiry_id = ${inquiryId}::uuid AND id = ANY(${[...ids]}::uuid[])
       AND (evidence_id, revision) IN (${markedRevisions(inquiryId)})`
  return new Set(rows.map(({ id }) => id))
}

const opened = {
  id: true,
  revision: true,
  role: true,
  name: true,
  size: true,
  sha256: true,
  mediaType: true,
  metadata: true,
  item: {
    select: {
      id: true,
      number: true,
      status: true,
      standing: { where: { copyNo: '' }, select: { revision: true, state: true } },
    },
  },
  checks: { orderBy: { checkedAt: 'desc' }, take: 1, select: { matches: true, found: true } },
} satisfies Prisma.StoredFileSelect

export type FileToOpen = Prisma.StoredFileGetPayload<{ select: typeof opened }> & { ruledClassified: boolean }

/** The same, for a page that shows it. Throws missing(). */
export async function toOpen(actor: Actor, id: string): Promise<FileToOpen> {
  const file = await fileToOpen(db(), actor, id)
  if (!file) throw missing()
  return file
}

/** Who has looked at the files of an item, newest first: each sitting with what of the file went out. */
export async function openingsOf(actor: Actor, evidenceId: string, limit = 50): Promise<Opening[]> {
  return db().$queryRaw<Opening[]>`
    SELECT u.name AS by, f.revision, f.name AS file, o.how, o.opened_at AS "openedAt", o.last_at AS "lastAt",
           coalesce((SELECT sum(upper(r) - lower(r)) FROM unnest(o.ranges) r), 0)::float8 AS bytes, f.size::float8 AS size
      FROM file_opening o JOIN stored_file f ON f.id = o.file_id JOIN app_user u ON u.id = o.user_id
     WHERE f.evidence_id = ${evidenceId}::uuid AND f.inquiry_id = ${actor.inquiry.id}::uuid
     ORDER BY o.opened_at DESC LIMIT ${limit}::int`
}

/** One sitting. `bytes`: how many different bytes of the file went out in it. */
export type Opening = {
  by: string
  revision: number
  file: string
  how: 'view' | 'download'
  openedAt: Date
  lastAt: Date
  bytes: number
  size: number
}

/** The file of this inquiry that has this SHA-256 or MD5, if there is one: the first that came. */
export async function alreadyHere(
  tx: Tx,
  actor: Actor,
  hash: string,
): Promise<{ ref: string; name: string; revision: number } | null> {
  const row = await tx.storedFile.findFirst({
    where: { ...visibleTo(actor), ...(hash.length === 64 ? { sha256: hash } : { md5: hash }) },
    orderBy: { createdAt: 'asc' },
    select: { name: true, revision: true, item: { select: { number: true } } },
  })
  return row && { ref: evidenceRef(row.item), name: row.name, revision: row.revision }
}

/** Could this be the id of something? The database takes nothing else for one. */
export const isUuid = (text: string): boolean => z.uuid().safeParse(text).success

/** An upload that this actor may know of. Throws missing(), the same for unknown and foreign. */
export async function loadUpload(tx: Tx, actor: Actor, id: string): Promise<Upload> {
  if (!isUuid(id)) throw missing()
  const row = await tx.upload.findFirst({ where: { AND: [uploadsVisibleTo(actor), { id }] } })
  if (!row) throw missing()
  return row
}

/** The files of an inquiry that are on their way in or were set aside, the newest first. */
export async function listUploads(actor: Actor): Promise<UploadRecord[]> {
  return uploadsWhere(actor, {})
}

/** A file that was set aside. Throws missing(), the same for unknown, hidden and still on its way. */
export async function getSetAside(actor: Actor, id: string): Promise<UploadRecord> {
  const [upload] = isUuid(id) ? await uploadsWhere(actor, { id, status: 'set_aside' }) : []
  if (!upload) throw missing()
  return upload
}

/** How many files were set aside and wait for a decision of this actor, or of another who may take it. */
export async function countSetAside(actor: Actor): Promise<number> {
  return db().upload.count({ where: { AND: [uploadsVisibleTo(actor), { status: 'set_aside' }] } })
}

/** An upload that the ledger stopped and took away: its id, what it was called, and why, as a sentence. */
export type StoppedUpload = { id: string; name: string; why: string; at: Date }

/**
 * This actor's uploads that were stopped since then, the newest first. Not those that they sent again under the same name, nor bytes that were here already:
 * they wait for nobody.
 */
export async function stoppedUploads(actor: Actor, since: Date): Promise<StoppedUpload[]> {
  const inquiryId = actor.inquiry.id
  const rows = await db().auditEvent.findMany({
    where: { inquiryId, event: 'upload.stopped', at: { gte: since } },
    orderBy: { seq: 'desc' },
    select: { body: true },
  })
  const told = rows.map(({ body }) => JSON.parse(body) as Body)
  const own = told.filter(({ details, note }) => details.sentBy === actor.userId && twinIn(note ?? '') === null)
  if (own.length === 0) return []
  const again = {
    where: { inquiryId, createdById: actor.userId, name: { in: own.map(({ subject }) => subject.ref) } },
    select: { name: true, createdAt: true },
  }
  const [kept, begun] = await Promise.all([db().storedFile.findMany(again), db().upload.findMany(again)])
  const newest = new Map<string, number>()
  for (const { name, createdAt } of [...kept, ...begun])
    newest.set(name, Math.max(newest.get(name) ?? 0, createdAt.getTime()))
  return own
    .map(({ subject, note, at }) => ({
      id: subject.id,
      name: subject.ref,
      why: (note ?? '').replace(/\.?$/, '.'),
      at: new Date(at),
    }))
    .filter(({ name, at }) => (newest.get(name) ?? 0) <= at.getTime())
}

async function uploadsWhere(actor: Actor, where: Prisma.UploadWhereInput): Promise<UploadRecord[]> {
  const rows = await db().upload.findMany({
    where: { AND: [uploadsVisibleTo(actor), where] },
    orderBy: [{ status: 'desc' }, { lastAt: 'desc' }],
    omit: { lineIndex: true },
    include: { item: { select: { number: true, title: true } } },
  })
  const names = await namesOf(rows.map(({ createdById }) => createdById))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    size: Number(row.size),
    arrived: Number(row.arrived),
    status: row.status,
    item: row.item && evidenceRef(row.item),
    title: row.item?.title ?? titleOf(row.entry) ?? row.name,
    corrects: row.revises !== null,
    by: names.get(row.createdById) ?? '',
    own: row.createdById === actor.userId,
    begunAt: row.createdAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    claimedHash: row.claimedHash,
    sha256: row.sha256,
    md5: row.md5,
  }))
}

function titleOf(entry: Prisma.JsonValue): string | undefined {
  const title = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry.title : undefined
  return typeof title === 'string' ? title : undefined
}

/** The producer's hash is that of the file: by its length it is SHA-256 or MD5. Null where none was given. */
export function matchesClaim(file: { claimedHash: string | null; sha256: string; md5: string | null }): boolean | null {
  return file.claimedHash === null ? null : file.claimedHash === file.sha256 || file.claimedHash === file.md5
}

async function asRecords(rows: FileRow[]): Promise<FileRecord[]> {
  const names = await namesOf(rows.map(({ createdById }) => createdById))
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    role: row.role,
    page: row.page,
    name: row.name,
    size: Number(row.size),
    sha256: row.sha256,
    md5: row.md5,
    mediaType: row.mediaType,
    metadata: fileMetadata.parse(row.metadata),
    claimedHash: row.claimedHash,
    matches: matchesClaim(row),
    keptAt: row.createdAt.toISOString(),
    keptBy: names.get(row.createdById) ?? '',
  }))
}

async function namesOf(ids: string[]): Promise<Map<string, string>> {
  const users = await db().user.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } })
  return new Map(users.map(({ id, name }) => [id, name]))
}

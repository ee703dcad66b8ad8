import { cache } from 'react'
import { db } from '@/lib/db'
import { visibleTo } from '@/lib/files/policy'
import { type FileRecord, fileMetadata } from '@/lib/files/schema'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { FileRole } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'

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

/** The producer's hash is that of the file: by its length it is SHA-256 or MD5. Null where none was given. */
export function matchesClaim(file: { claimedHash: string | null; sha256: string; md5: string | null }): boolean | null {
  return file.claimedHash === null ? null : file.claimedHash === file.sha256 || file.claimedHash === file.md5
}

async function asRecords(rows: FileRow[]): Promise<FileRecord[]> {
  const ids = [...new Set(rows.map(({ createdById }) => createdById))]
  const users = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(users.map(({ id, name }) => [id, name]))
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

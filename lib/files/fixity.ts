import { createHash } from 'node:crypto'
import type { Json } from '@/lib/audit/canonical'
import { db } from '@/lib/db'
import type { Work } from '@/lib/jobs/work'
import { NoSuchObject, storage } from '@/lib/storage/storage'

/*
 * Fixity: every stored file is hashed again, and what was found is written down beside it. Counts as commands.
 */

/** What the store has under this id: its SHA-256 in hex, or null when there is nothing. Calls `seen` with the bytes of each piece. */
async function hashStored(id: string, seen: (bytes: number) => Promise<void>): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of storage().read(id)) {
      hash.update(piece)
      await seen(piece.length)
    }
  } catch (error) {
    if (error instanceof NoSuchObject) return null
    throw error
  }
  return hash.digest('hex')
}

/** Hashes every stored file of an inquiry again. Its report: how many files and bytes, and which no longer match. */
export async function checkFiles(work: Work): Promise<Json> {
  const where = { inquiryId: work.actor?.inquiry.id ?? '' }
  const { _sum, _count } = await db().storedFile.aggregate({ where, _sum: { size: true }, _count: true })
  let done = 0
  await work.progress(0, Number(_sum.size ?? 0), `Hashing ${_count} files`)
  const bad: string[] = []
  for (let after = ''; ; ) {
    const files = await db().storedFile.findMany({
      where: { ...where, ...(after && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: 200,
      select: { id: true, inquiryId: true, sha256: true, name: true },
    })
    if (files.length === 0) break
    for (const { id, inquiryId, sha256, name } of files) {
      const found = await hashStored(id, async (bytes) => {
        done += bytes
        await work.progress(done)
      })
      const matches = found === sha256
      await db().fixityCheck.create({
        data: { inquiryId, fileId: id, matches, found: matches ? null : (found ?? 'missing'), jobId: work.id },
      })
      if (!matches) bad.push(name)
      after = id
    }
  }
  return { files: _count, bytes: done, bad }
}

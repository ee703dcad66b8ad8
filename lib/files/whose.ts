import { db } from '@/lib/db'
import { Refusal } from '@/lib/refusal'
import { belongsTo, disown } from '@/lib/storage/owner'
import { storage } from '@/lib/storage/storage'

/*
 * Are the files in the store those of this database? A disk that is not mounted leaves an empty folder in its place: what is looked for there is not lost,
 * and what is put there is, as soon as the disk is back. Counts as commands, since a store that says nothing yet is marked.
 */

/** So many of the first and of the last files are looked for in a store that does not say whose it is. */
const LOOKED_FOR = 5

/**
 * Does the store hold the files of this database? A database is known by its first migration, whose random id goes with every copy of it. A store without a mark becomes
 * this one's where no file is kept yet, or where it has some that are.
 */
export async function isOurs(): Promise<boolean> {
  const [first] = await db().$queryRaw<
    { id: string }[]
  >`SELECT id FROM _prisma_migrations ORDER BY migration_name LIMIT 1`
  return first !== undefined && belongsTo(storage(), first.id, hasSome)
}

/**
 * The disk lost these bytes, nobody may read them, or something else stands under the name: said of one file, and nothing of the others.
 */
const OF_ONE_FILE = ['EIO', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ELOOP', 'ENXIO']

/** Is this error of the store a finding about the one file that was asked for, not about the store? */
export const isOfOneFile = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && OF_ONE_FILE.includes(String(error.code))

async function isThere(id: string): Promise<boolean> {
  try {
    return (await storage().size(id)) !== null
  } catch (error) {
    if (isOfOneFile(error)) return false
    throw error
  }
}

async function hasSome(): Promise<boolean> {
  const kept = await db().$queryRaw<{ id: string }[]>`
    (SELECT id FROM stored_file ORDER BY id LIMIT ${LOOKED_FOR}) UNION (SELECT id FROM stored_file ORDER BY id DESC LIMIT ${LOOKED_FOR})`
  if (kept.length === 0) return true
  for (const { id } of kept) if (await isThere(id)) return true
  return false
}

/** Throws a Refusal, which may pass, when the store is not that of this database, or its mark cannot be read: then nothing is said of any file, and none is taken in. */
export async function insistOnStore(): Promise<void> {
  if (await isOurs()) return
  throw new Refusal('unavailable', 'The place where the files are kept cannot be reached just now', {
    detail:
      'What is there does not carry the mark of this ledger: the disk with the files may not be mounted, or is another one. No file is lost by that. Tell whoever runs this server.',
  })
}

/** This database is about to be replaced by another one, which is to have its store. A store that is another database's stays what it is. */
export async function giveUpStore(): Promise<void> {
  if (await isOurs()) await disown(storage())
}

import { NoSuchObject, type Storage } from '@/lib/storage/storage'

/*
 * Whose files a store holds. Sweeping takes away what no record of the database names, and a check says of what it does not find that it is lost; on the
 * files of another database (a setting left out at a start, a copy for trying things), or where the disk that has them is not mounted, that would be all of
 * them, and they are originals. So a store carries the mark of its database.
 */

/** The object that says whose the others are. No id that is ever generated is this one. */
export const OWNER = '00000000-0000-0000-0000-000000000000'

/** Whose the store is; null while it does not say. */
async function ownerOf(store: Storage): Promise<string | null> {
  const pieces: Uint8Array[] = []
  try {
    for await (const piece of store.read(OWNER)) pieces.push(piece)
  } catch (error) {
    if (error instanceof NoSuchObject) return null
    throw error
  }
  return Buffer.concat(pieces).toString() || null
}

/** Is this the store of `owner`? One that does not say whose it is becomes that of the first who asks and `mayTake` it. */
export async function belongsTo(store: Storage, owner: string, mayTake: () => Promise<boolean>): Promise<boolean> {
  const known = await ownerOf(store)
  if (known !== null) return known === owner
  if (!(await mayTake())) return false
  async function* mark() {
    yield Buffer.from(owner)
  }
  try {
    await store.append(OWNER, 0, mark())
    await store.seal(OWNER)
  } catch (error) {
    // Two asked at once: the other one's mark counts.
    if ((await ownerOf(store)) === null) throw error
  }
  return (await ownerOf(store)) === owner
}

/** The store does not say any more whose it is. */
export async function disown(store: Storage): Promise<void> {
  await store.remove(OWNER)
}

import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '@/lib/config'
import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import { loadEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { keepFile } from '@/lib/files/record'
import type { FileMetadata } from '@/lib/files/schema'
import { isOurs } from '@/lib/files/whose'
import type { Actor } from '@/lib/people/actor'
import { storage } from '@/lib/storage/storage'

/** A kept file: its id, its item, its hash and its bytes. */
export type Kept = { id: string; itemId: string; ref: string; sha256: string; bytes: Uint8Array }

/** Logs an item from O-1 against R-1 and keeps these bytes as its file. Set DATA_DIR to a folder of the test's own before. */
export async function keepOne(
  actor: Actor,
  bytes: Uint8Array,
  more: object = {},
  file: { name: string; mediaType: string; metadata?: FileMetadata } = { name: 'deck.mp4', mediaType: 'video/mp4' },
): Promise<Kept> {
  const { ref } = await logEvidence(actor, {
    title: 'Recording of the car deck',
    kind: 'video',
    receivedOn: '2026-02-03',
    fromOffice: 'O-1',
    accessMode: 'delivered_copy',
    handling: 'unclassified',
    heldAt: 'Safe 1',
    requests: 'R-1',
    ...more,
  })
  const number = parseRef('E', ref)
  if (!number) throw new Error(`${ref} is no number of an item`)
  const item = await loadEvidence(db(), actor, number)
  const [id, sha256] = [randomUUID(), createHash('sha256').update(bytes).digest('hex')]
  // As the first start does.
  await isOurs()
  await storage().append(id, 0, once(bytes))
  await storage().seal(id)
  const of = { id, item, revision: 1, role: 'original' as const, page: 0, metadata: {}, ...file }
  const rest = { size: bytes.length, sha256, md5: null, lineIndex: null, claimedHash: null }
  await db().$transaction((tx) => keepFile(tx, actor, { ...of, ...rest }))
  return { id, itemId: item.id, ref, sha256, bytes }
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

/** Where the folder of files has it. */
export const placeOf = ({ id }: Pick<Kept, 'id'>): string => join(config().DATA_DIR, 'files', 'kept', id.slice(-2), id)

/** Puts other bytes in the place of a kept file, as a failing disk or an intruder would; none at all where `bytes` is null. */
export function tamper(file: Pick<Kept, 'id'>, bytes: Uint8Array | null): void {
  const path = placeOf(file)
  if (existsSync(path)) chmodSync(path, 0o640)
  if (bytes) writeFileSync(path, bytes)
  else rmSync(path)
}

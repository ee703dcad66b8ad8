/* What can be done with files in the story: kept the way an upload is, and noted at a place. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { noteItem } from '@/lib/evidence/notes'
import { beginUpload } from '@/lib/files/commands'
import { complete, mayGoOn, takeIn } from '@/lib/files/intake'
import type { Act } from '@/prisma/demo/stage'

const FOLDER = join('prisma', 'demo', 'alder', 'files')

/** A file is kept on this item: one that comes with the demonstration, or bytes that are made here. */
export const keep =
  (evidence: string, filename: string, made?: () => Buffer): Act =>
  async ({ actor }) => {
    const bytes = made?.() ?? readFileSync(join(FOLDER, filename))
    const { id } = await beginUpload(actor, { filename, size: bytes.length, evidence })
    const upload = await mayGoOn(actor, id)
    await takeIn({ actor, again: async () => actor }, upload, 0, inOnePiece(bytes))
    await complete(actor, upload)
  }

async function* inOnePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A note is pinned to a place of this item: milliseconds of a recording, a page, a line. */
export const pin =
  (evidence: string, revision: number, unit: 'time' | 'page' | 'line', from: number, text: string): Act =>
  ({ actor }) =>
    noteItem(actor, { evidence, revision, unit, from, text })

import { z } from 'zod'
import { append } from '@/lib/audit/append'
import { noteDenial } from '@/lib/audit/denials'
import { command } from '@/lib/command'
import { db } from '@/lib/db'
import { subjectOf } from '@/lib/evidence/record'
import { bytesKept } from '@/lib/files/fixity'
import { mayOpen } from '@/lib/files/policy'
import { type FileToOpen, fileToOpen } from '@/lib/files/queries'
import type { Wanted } from '@/lib/files/range'
import { type Actor, now } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'
import { insist } from '@/lib/ruling'

/*
 * Looking at what is kept. Each sitting of a person with a file is an opening, which stands in the log; the ranges of bytes that go out are added to
 * it. Apart from commands.ts, which brings files in.
 */

export type How = 'view' | 'download'

/** Whoever comes back to the same file later than this opens it anew. */
const SITTING_MS = 30 * 60_000

const openInput = z.strictObject({
  file: z.uuid({ error: 'There is no such file.' }),
  how: z.enum(['view', 'download']),
})

/** Begins a sitting. A closed inquiry can still be read, so its files can be opened. */
const begin = command(
  'evidence.open_file',
  openInput,
  async (tx, actor, { file: id, how }) => {
    const file = await fileToOpen(tx, actor, id)
    if (!file) throw missing()
    insist(mayOpen(file))
    const opening = await tx.fileOpening.create({
      data: {
        inquiryId: actor.inquiry.id,
        fileId: file.id,
        userId: actor.userId,
        how,
        openedAt: now(actor),
        lastAt: now(actor),
      },
    })
    await append(tx, actor, {
      event: 'export.file',
      subject: subjectOf(file.item),
      partition: 'shared',
      inquiryId: actor.inquiry.id,
      details: { file: file.id, name: file.name, revision: file.revision, how },
    })
    return { opening: opening.id }
  },
  { whileClosed: true },
)

/**
 * Opens a file for whoever may see it, and writes that down, once a sitting. Rights, and whether the bytes are sound, are asked of the database
 * each time. Throws missing(), or a Refusal when the bytes are not those that came.
 */
export async function openFile(actor: Actor, id: string, how: How): Promise<{ file: FileToOpen; opening: string }> {
  if (!z.uuid().safeParse(id).success) throw missing()
  const [file, running] = await Promise.all([
    fileToOpen(db(), actor, id),
    db().fileOpening.findFirst({
      where: {
        inquiryId: actor.inquiry.id,
        fileId: id,
        userId: actor.userId,
        how,
        // Not one that a clock which was ahead has put into hours to come.
        lastAt: { gt: new Date(Date.now() - SITTING_MS), lt: new Date(Date.now() + SITTING_MS) },
      },
      orderBy: { lastAt: 'desc' },
      select: { id: true },
    }),
  ])
  if (file && running && mayOpen(file).allowed) return { file, opening: running.id }
  const { opening } = await begin(actor, { file: id, how })
  if (!file) throw missing()
  return { file, opening }
}

/** A file that could be opened now, by whoever asks only what it is: nothing of it goes out, so nothing but a refusal is written down. */
export async function fileAsked(actor: Actor, id: string): Promise<FileToOpen> {
  const file = z.uuid().safeParse(id).success ? await fileToOpen(db(), actor, id) : null
  if (!file) throw missing()
  try {
    insist(mayOpen(file))
  } catch (error) {
    await noteDenial(error, actor, { verb: begin.verb, named: { file: id } })
    throw error
  }
  return file
}

/** The bytes of an opened file. What of them went out is added to the opening, also when the reader breaks off. Throws a Refusal when they are no more what came. */
export async function* bytesFor(opening: string, file: FileToOpen, { from, to }: Wanted): AsyncGenerator<Uint8Array> {
  let sent = 0
  try {
    for await (const piece of bytesKept(file.id, { from, to })) {
      sent += piece.length
      yield piece
    }
  } finally {
    if (sent > 0) await seen(opening, from, from + sent)
  }
}

/** Adds to an opening what went out: bytes from `from` up to, without, `until`. */
export async function seen(opening: string, from: number, until: number): Promise<void> {
  await db().$executeRaw`
    UPDATE file_opening SET last_at = now(), ranges = ranges + int8multirange(int8range(${BigInt(from)}::int8, ${BigInt(until)}::int8))
     WHERE id = ${opening}::uuid`
}

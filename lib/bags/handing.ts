import { z } from 'zod'
import { append, type Subject } from '@/lib/audit/append'
import { canHandOver, visibleTo } from '@/lib/bags/policy'
import { command } from '@/lib/command'
import { db, type Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { bytesKept } from '@/lib/files/fixity'
import { mayOpen } from '@/lib/files/policy'
import { markedRevisions, ruledClassified } from '@/lib/files/queries'
import type { Wanted } from '@/lib/files/range'
import type { Bag } from '@/lib/generated/prisma/client'
import { type Actor, now } from '@/lib/people/actor'
import { missing, Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'

/*
 * Handing a prepared bag out, or any range of it. Each sitting stands in the log and, for every file that is in it, among those who opened it; what of
 * each file went out is added as it goes. Apart from commands.ts, which has bags prepared. Counts as commands.
 */

/** Whoever comes back later than this begins a new sitting. */
const SITTING_MS = 30 * 60_000

/** So many files that something may speak against are asked of the policy at once. */
const DOUBTFUL_AT_ONCE = 200

const openInput = z.strictObject({ bag: z.uuid({ error: 'There is no such bag.' }) })

async function loadBag(tx: Tx, actor: Actor, id: string): Promise<Bag> {
  const bag = await tx.bag.findFirst({ where: { AND: [visibleTo(actor), { id }] } })
  if (!bag) throw missing()
  return bag
}

const begin = command(
  'bag.open',
  openInput,
  async (tx, actor, { bag: id }) => {
    insist(canHandOver(actor))
    const bag = await loadBag(tx, actor, id)
    await mustBeSound(tx, bag)
    await tx.$executeRaw`
      INSERT INTO file_opening (id, inquiry_id, file_id, user_id, how, opened_at, last_at)
      SELECT gen_random_uuid(), ${actor.inquiry.id}::uuid, s.file_id, ${actor.userId}::uuid, 'download', ${now(actor)}, ${now(actor)}
        FROM bag_segment s WHERE s.bag_id = ${id}::uuid AND s.file_id IS NOT NULL`
    await tx.bag.update({ where: { id }, data: { handedAt: now(actor) } })
    const items = await tx.evidenceItem.findMany({
      where: { inquiryId: actor.inquiry.id, id: { in: bag.itemIds } },
      select: { id: true, number: true },
      orderBy: { number: 'asc' },
    })
    await append(tx, actor, {
      event: 'export.bag',
      subject: { type: 'export', id, ref: bag.name },
      partition: 'shared',
      inquiryId: actor.inquiry.id,
      concerns: items.map((item): Subject => ({ type: 'evidence', id: item.id, ref: evidenceRef(item) })),
      details: { of: bag.of, files: bag.files, bytes: Number(bag.fileBytes), leftOut: bag.leftOut },
    })
    return { id }
  },
  { whileClosed: true },
)

/**
 * A prepared bag, for whoever had it prepared; rights, and whether each file in it may still be handed on, are asked of the database each time. Throws
 * missing(), or a Refusal that names what may not.
 */
export async function openBag(actor: Actor, id: string): Promise<Bag> {
  if (!z.uuid().safeParse(id).success) throw missing()
  const bag = await loadBag(db(), actor, id)
  // A clock that was ahead may have put the last sitting into hours to come.
  const running = bag.handedAt !== null && Math.abs(Date.now() - bag.handedAt.getTime()) < SITTING_MS
  if (!running) await begin(actor, { bag: id })
  else {
    insist(canHandOver(actor))
    await mustBeSound(db(), bag)
  }
  return bag
}

/** A bag, for whoever only asks how large it is. Throws missing(). */
export async function findBag(actor: Actor, id: string): Promise<Bag> {
  if (!z.uuid().safeParse(id).success) throw missing()
  return loadBag(db(), actor, id)
}

/** Throws when a file in the bag was returned, clawed back, ruled to carry a marking or found not to be what came since the bag was prepared: what is laid down cannot be left out. */
async function mustBeSound(tx: Tx, { id, inquiryId }: Bag): Promise<void> {
  for (let after: string | null = null; ; ) {
    // Few, if any: the policy is asked of those of which something is known that could speak against it.
    const doubtful: { id: string }[] = await tx.$queryRaw`
      SELECT f.id FROM bag_segment s JOIN stored_file f ON f.id = s.file_id JOIN evidence_item e ON e.id = f.evidence_id
       WHERE s.bag_id = ${id}::uuid AND (${after}::uuid IS NULL OR f.id > ${after}::uuid)
         AND (e.status IN ('returned', 'clawed_back')
           OR EXISTS (SELECT FROM custody_standing c WHERE c.evidence_id = e.id AND c.copy_no = '' AND c.state IN ('returned', 'destroyed'))
           OR (f.evidence_id, f.revision) IN (${markedRevisions(inquiryId)})
           OR NOT coalesce((SELECT c.matches FROM fixity_check c WHERE c.file_id = f.id ORDER BY c.checked_at DESC LIMIT 1), true))
       ORDER BY f.id LIMIT ${DOUBTFUL_AT_ONCE}`
    await mayAllBeOpened(
      tx,
      inquiryId,
      doubtful.map((file) => file.id),
    )
    if (doubtful.length < DOUBTFUL_AT_ONCE) return
    after = doubtful[doubtful.length - 1]?.id ?? null
  }
}

/** Throws a Refusal that names the first of these files that may not be opened. */
async function mayAllBeOpened(tx: Tx, inquiryId: string, ids: string[]): Promise<void> {
  const files = await tx.storedFile.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      name: true,
      revision: true,
      checks: { orderBy: { checkedAt: 'desc' }, take: 1, select: { matches: true, found: true } },
      item: {
        select: {
          number: true,
          status: true,
          standing: { where: { copyNo: '' }, select: { revision: true, state: true } },
        },
      },
    },
  })
  const ruled = await ruledClassified(tx, inquiryId, ids)
  for (const file of files) {
    const ruling = mayOpen({ ...file, ruledClassified: ruled.has(file.id) })
    if (ruling.allowed) continue
    throw new Refusal(
      'forbidden',
      `${evidenceRef(file.item)}, revision ${file.revision}, may not be handed on any more`,
      {
        detail: `${ruling.why} Prepare the bag anew: it is left out then, and listed with the reason.`,
      },
    )
  }
}

/** How many pieces are read from the database at once. */
const AT_ONCE = 32

/** The bytes of a bag from `from` up to and with `to`. What of each file went out is added to its opening, also when the reader breaks off. */
export async function* bytesOfBag(actor: Actor, { id }: Bag, { from, to }: Wanted): AsyncGenerator<Uint8Array> {
  let sent = from
  try {
    while (sent <= to) {
      const pieces = await db().bagSegment.findMany({
        where: { bagId: id, at: { gte: await beginningOf(id, sent), lte: to } },
        orderBy: { at: 'asc' },
        take: AT_ONCE,
      })
      if (pieces.length === 0) throw new Error('the bag ends before its size')
      for (const { at, size, fileId, content } of pieces) {
        const [start, until] = [sent - Number(at), Math.min(to + 1 - Number(at), Number(size))]
        if (content) {
          yield content.subarray(start, until)
          sent = Number(at) + until
        } else if (fileId) {
          // Throws where the store has fewer: what comes behind would stand in the wrong place.
          for await (const piece of bytesKept(fileId, { from: start, to: until - 1 })) {
            sent += piece.length
            yield piece
          }
        }
      }
    }
  } finally {
    if (sent > from) await seen(actor, id, from, sent)
  }
}

/** Where the piece begins in which this byte stands. */
async function beginningOf(bagId: string, byte: number): Promise<bigint> {
  const piece = await db().bagSegment.findFirst({
    where: { bagId, at: { lte: byte } },
    orderBy: { at: 'desc' },
    select: { at: true },
  })
  return piece?.at ?? 0n
}

/** Adds to the newest opening of each file what of it went out: the bag's bytes from `from` up to, without, `until`. */
async function seen(actor: Actor, bagId: string, from: number, until: number): Promise<void> {
  await db().$executeRaw`
    UPDATE file_opening o
       SET last_at = now(),
           ranges = o.ranges + int8multirange(int8range(greatest(${BigInt(from)}::int8 - s.at, 0), least(${BigInt(until)}::int8 - s.at, s.size)))
      FROM bag_segment s
     WHERE s.bag_id = ${bagId}::uuid AND s.file_id IS NOT NULL AND s.at < ${BigInt(until)}::int8 AND s.at + s.size > ${BigInt(from)}::int8
       AND o.id = (SELECT n.id FROM file_opening n WHERE n.file_id = s.file_id AND n.user_id = ${actor.userId}::uuid AND n.how = 'download'
                    ORDER BY n.opened_at DESC LIMIT 1)`
  await db().bag.updateMany({ where: { id: bagId }, data: { handedAt: new Date() } })
}

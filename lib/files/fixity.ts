import { createHash } from 'node:crypto'
import { append } from '@/lib/audit/append'
import type { Json } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import { enterCustody } from '@/lib/custody/record'
import { db, Prisma, type Tx } from '@/lib/db'
import { evidenceRef, loadEvidence } from '@/lib/evidence/queries'
import { subjectOf } from '@/lib/evidence/record'
import { canVerify, unsound } from '@/lib/files/policy'
import { verifyInput } from '@/lib/files/schema'
import { insistOnStore, isOfOneFile } from '@/lib/files/whose'
import { enqueue, enqueueDue } from '@/lib/jobs/commands'
import type { Work } from '@/lib/jobs/work'
import { type Actor, now, type Person } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { type ByteRange, NoSuchObject, storage } from '@/lib/storage/storage'
import { counted } from '@/lib/words'

/*
 * Fixity: stored files are hashed again, and what was found is written down beside each. When it is another outcome than the time before, that is an
 * event of the log; the newest check of a file says whether it may be opened (mayOpen in policy.ts). Counts as commands.
 */

/** How many files are read from the database, and their checks written, at once. */
const BATCH = 200
/** How many that fail are named in a report. */
const NAMED = 500

/** Which files: all there are, those of an inquiry, or those of one item. */
export type Scope = { inquiryId?: string; evidenceId?: string }

/** A file whose bytes are not those that came: what the store has instead, 'missing', or why it could not be read. */
export type Bad = { item: string; revision: number; file: string; name: string; expected: string; found: string }

export type Checked = { files: number; bytes: number; bad: Bad[] }

type Stored = {
  id: string
  inquiryId: string
  evidenceId: string
  number: number
  revision: number
  name: string
  sha256: string
  size: bigint
  /** What the check before found; null for the first */
  before: boolean | null
}

/** Asks for the files of an item, or of the inquiry, to be hashed again now. One that waits or runs already is not asked for twice. */
export const verifyFiles = command('evidence.verify', verifyInput, async (tx, actor, { evidence }) => {
  insist(canVerify(actor))
  const item = evidence && (await loadEvidence(tx, actor, evidence))
  await turn(tx, actor.inquiry.id)
  const input: { [name: string]: Json } = item ? { evidence: item.id } : {}
  return {
    job: (await openCheck(tx, actor.inquiry.id, input)) ?? (await enqueue(tx, actor, 'check_files', input)),
  }
})

/** The same check, where one waits or runs already. */
async function openCheck(tx: Tx, inquiryId: string, input: { [name: string]: Json }): Promise<string | undefined> {
  const same = await tx.job.findFirst({
    where: { inquiryId, kind: 'check_files', endedAt: null, cancelling: false, input: { equals: input } },
    select: { id: true },
  })
  return same?.id
}

/** The store has fewer bytes of a file than came. */
class TooShort extends Error {}

/**
 * Bytes of a kept file for whoever opens it, all that are asked for. Where the store has them no more, nothing else is given in their place: the item is
 * checked as soon as a worker is there, so that it is known, and a Refusal says so. Throws also what the store throws that cannot be reached.
 */
export async function* bytesKept(fileId: string, { from, to }: ByteRange): AsyncGenerator<Uint8Array> {
  let at = from
  try {
    for await (const piece of storage().read(fileId, { from, to })) {
      at += piece.length
      yield piece
    }
    if (at <= to) throw new TooShort()
  } catch (error) {
    const found = foundInstead(error)
    if (found === null && !(error instanceof TooShort)) throw error
    if (found !== null) await insistOnStore()
    await suspect(fileId)
    throw new Refusal('forbidden', unsound(found))
  }
}

async function suspect(fileId: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const { inquiryId, evidenceId } = await tx.storedFile.findUniqueOrThrow({ where: { id: fileId } })
    await turn(tx, inquiryId)
    const input = { evidence: evidenceId }
    if (!(await openCheck(tx, inquiryId, input))) await enqueueDue(tx, inquiryId, 'check_files', input)
  })
}

/** Any number that nothing else locks on: who asks for a check of an inquiry's files takes their turn. */
const FIXITY_LOCK = 7_310_913

export async function turn(tx: Tx, inquiryId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIXITY_LOCK}::int, hashtext(${inquiryId}))`
}

/** The job: hashes again every stored file of an inquiry, or of one item. Its report is what `Checked` says. */
export async function checkFiles(work: Work): Promise<Json> {
  if (!work.inquiry) throw new Error('a check of stored files is about an inquiry')
  const { evidence } = work.input as { evidence?: string }
  const scope = { inquiryId: work.inquiry.id, ...(evidence && { evidenceId: evidence }) }
  const { files, size } = await measure(scope)
  await work.progress(0, size, `Hashing ${counted(files, 'file')}`)
  const before = await foundBy(work, scope.inquiryId)
  const fresh = await checkStored(scope, work.who, (done) => work.progress(before.bytes + done), work.id)
  const checked = {
    files: before.files + fresh.files,
    bytes: before.bytes + fresh.bytes,
    bad: [...before.bad, ...fresh.bad],
  }
  await work.progress(checked.bytes, size, 'Writing it down')
  const report = { ...checked, bad: checked.bad.slice(0, NAMED), failed: checked.bad.length }
  await db().$transaction(async (tx) => {
    if (evidence) await verified(tx, work, evidence, checked)
    else {
      await append(tx, work.who, {
        event: 'file.checked',
        subject: { type: 'job', id: work.id, ref: 'check of the stored files' },
        partition: 'shared',
        inquiryId: scope.inquiryId,
        details: { files: checked.files, bytes: checked.bytes, bad: checked.bad.length },
      })
    }
    await work.finish(tx, report)
  })
  return report
}

/** What an earlier try of this job found before it was broken off: nothing, for a first try. */
async function foundBy({ id, attempt }: Work, inquiryId: string): Promise<Checked> {
  if (attempt === 1) return { files: 0, bytes: 0, bad: [] }
  const rows = await db().$queryRaw<(Stored & { found: string | null })[]>`
    SELECT f.id, f.inquiry_id AS "inquiryId", f.evidence_id AS "evidenceId", e.number, f.revision, f.name, f.sha256, f.size, c.found
      FROM fixity_check c
      JOIN stored_file f ON f.id = c.file_id
      JOIN evidence_item e ON e.id = f.evidence_id
     WHERE c.inquiry_id = ${inquiryId}::uuid AND c.matches IN (true, false) AND c.job_id = ${id}::uuid
       AND c.checked_at >= (SELECT created_at FROM job WHERE id = ${id}::uuid)`
  return {
    files: rows.length,
    bytes: rows.reduce((sum, { size }) => sum + Number(size), 0),
    bad: rows.flatMap((row) => (row.found === null ? [] : [badOf(row, row.found)])),
  }
}

/** How many files there are to check, and how many bytes. */
export async function measure(scope: Scope): Promise<{ files: number; size: number }> {
  const { _sum, _count } = await db().storedFile.aggregate({ where: scope, _sum: { size: true }, _count: true })
  return { files: _count, size: Number(_sum.size ?? 0) }
}

/**
 * Hashes these files again, writes down what was found, and calls `seen` with the bytes so far, often. Files that a broken-off try of the same job
 * has checked are not checked again. A store that cannot be reached, or has no mark of this database, is no finding: that error, or a Refusal, is thrown.
 */
export async function checkStored(
  scope: Scope,
  who: Person,
  seen: (bytes: number) => Promise<void>,
  jobId: string | null = null,
): Promise<Checked> {
  const checked: Checked = { files: 0, bytes: 0, bad: [] }
  for (let after: string | null = null; ; ) {
    const files: Stored[] = await next(scope, after, jobId)
    const same: Prisma.FixityCheckCreateManyInput[] = []
    for (const file of files) {
      const found = await hashStored(file.id, async (bytes) => {
        checked.bytes += bytes
        await seen(checked.bytes)
      })
      const matches = found === file.sha256
      const check = { inquiryId: file.inquiryId, fileId: file.id, matches, found: matches ? null : found, jobId }
      if (matches === (file.before ?? true)) same.push({ ...check, checkedAt: new Date() })
      else await turned(who, file, check)
      if (!matches) checked.bad.push(badOf(file, found))
      checked.files += 1
      after = file.id
    }
    await db().fixityCheck.createMany({ data: same })
    if (files.length < BATCH) return checked
  }
}

const badOf = ({ id, number, revision, name, sha256 }: Stored, found: string): Bad => ({
  item: evidenceRef({ number }),
  revision,
  file: id,
  name,
  expected: sha256,
  found,
})

function next({ inquiryId, evidenceId }: Scope, after: string | null, jobId: string | null): Promise<Stored[]> {
  const parts = [Prisma.sql`true`]
  if (inquiryId) parts.push(Prisma.sql`f.inquiry_id = ${inquiryId}::uuid`)
  if (evidenceId) parts.push(Prisma.sql`f.evidence_id = ${evidenceId}::uuid`)
  if (after) parts.push(Prisma.sql`f.id > ${after}::uuid`)
  if (jobId)
    parts.push(Prisma.sql`NOT EXISTS (SELECT FROM fixity_check d WHERE d.file_id = f.id AND d.job_id = ${jobId}::uuid)`)
  return db().$queryRaw<Stored[]>`
    SELECT f.id, f.inquiry_id AS "inquiryId", f.evidence_id AS "evidenceId", e.number, f.revision, f.name, f.sha256, f.size,
           (SELECT c.matches FROM fixity_check c WHERE c.file_id = f.id ORDER BY c.checked_at DESC LIMIT 1) AS before
      FROM stored_file f JOIN evidence_item e ON e.id = f.evidence_id
     WHERE ${Prisma.join(parts, ' AND ')} ORDER BY f.id LIMIT ${BATCH}`
}

/** What an error of the store says of the file; null when it says nothing of it. */
function foundInstead(error: unknown): 'missing' | 'unreadable' | null {
  if (error instanceof NoSuchObject) return 'missing'
  return isOfOneFile(error) ? 'unreadable' : null
}

/** What the store has under this id: its SHA-256 in hex; 'missing', or why it cannot be read. Calls `seen` with the bytes of each piece. */
async function hashStored(id: string, seen: (bytes: number) => Promise<void>): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const piece of storage().read(id)) {
      hash.update(piece)
      await seen(piece.length)
    }
  } catch (error) {
    const found = foundInstead(error)
    if (found === null) throw error
    // Where the whole store is away, that is no finding about a file.
    await insistOnStore()
    return found
  }
  return hash.digest('hex')
}

type Check = { inquiryId: string; fileId: string; matches: boolean; found: string | null; jobId: string | null }

/** Another outcome than the time before: the check, its event, and when it matches again, a step in the chain, in one transaction. */
async function turned(who: Person, file: Stored, check: Check): Promise<void> {
  await db().$transaction(async (tx) => {
    // Two checks at once tell of it once.
    await tx.$queryRaw`SELECT id FROM evidence_item WHERE id = ${file.evidenceId}::uuid FOR NO KEY UPDATE`
    const newest = await tx.fixityCheck.findFirst({ where: { fileId: file.id }, orderBy: { checkedAt: 'desc' } })
    // The newest check says whether a file may be opened, so one that changes that stands behind all others, also after the clock was set back.
    const at = Math.max(Date.now(), newest ? newest.checkedAt.getTime() + 1 : 0)
    await tx.fixityCheck.create({ data: { ...check, checkedAt: new Date(at) } })
    if ((newest?.matches ?? true) === check.matches) return
    if (check.matches)
      await step(tx, who, file, `${file.name}: the stored file is the one that came again. Its hash matches.`)
    await append(tx, who, {
      event: check.matches ? 'file.matches_again' : 'file.mismatch',
      subject: subjectOf({ id: file.evidenceId, number: file.number }),
      partition: 'shared',
      inquiryId: file.inquiryId,
      details: {
        file: file.id,
        name: file.name,
        revision: file.revision,
        expected: file.sha256,
        ...(check.found && { found: check.found }),
      },
    })
  })
}

/** Somebody asked for the files of one item to be compared: where all of them match, that is a step in its chain. */
async function verified(tx: Tx, { who }: Work, evidenceId: string, { files, bad }: Checked): Promise<void> {
  if (files === 0 || bad.length > 0) return
  const item = await tx.evidenceItem.findUniqueOrThrow({ where: { id: evidenceId } })
  const [file] = await tx.storedFile.findMany({ where: { evidenceId }, orderBy: { revision: 'desc' }, take: 1 })
  if (!file) return
  const what =
    files === 1
      ? 'The stored file was hashed again and matches.'
      : `All ${files} stored files were hashed again and match.`
  await step(tx, who, { ...file, number: item.number }, what)
}

type OfItem = { inquiryId: string; evidenceId: string; number: number; revision: number }

/** A step in the chain, unless the item is returned or destroyed: of that, nothing more is done. */
async function step(tx: Tx, who: Person | Actor, of: OfItem, note: string): Promise<void> {
  const item = { id: of.evidenceId, inquiryId: of.inquiryId, ref: evidenceRef(of), revision: of.revision }
  try {
    await enterCustody(tx, who, item, {
      kind: 'verified',
      by: who.userId ? who.name : who.name.replace(/^The/, 'the'),
      happenedAt: now(who),
      note,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

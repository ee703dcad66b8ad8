import { append, type Subject } from '@/lib/audit/append'
import type { Json } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { canCancel, hasEndedAlready, visibleTo } from '@/lib/jobs/policy'
import { cancelJobInput } from '@/lib/jobs/schema'
import { isJobKind, type JobKind, jobKinds } from '@/lib/jobs/status'
import { type Actor, now, ownPartition } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'
import { insist } from '@/lib/ruling'

/** The channel on which workers hear that there is something to do. */
export const JOB_CHANNEL = 'ledger_job'
/** Whoever works on a job holds the advisory lock of this number and the hash of its id. Any number that nothing else locks on. */
export const JOB_LOCK = 7_310_912

const subject = (row: { id: string; kind: string }): Subject => ({
  type: 'job',
  id: row.id,
  ref: (isJobKind(row.kind) ? jobKinds[row.kind].label : row.kind).toLowerCase(),
})

/**
 * Puts a job into the queue, in the caller's transaction; a worker takes it up when that is committed. Who may ask for it is the calling
 * room's to judge. `input` is what the kind's handler takes. Returns the job's id.
 */
export async function enqueue(tx: Tx, actor: Actor, kind: JobKind, input: { [name: string]: Json }): Promise<string> {
  const row = await tx.job.create({
    data: { inquiryId: actor.inquiry.id, kind, input, createdById: actor.userId, createdAt: now(actor) },
  })
  await append(tx, actor, {
    event: 'job.asked',
    subject: subject(row),
    partition: jobKinds[kind].for === 'everybody' ? 'shared' : ownPartition(actor),
    inquiryId: actor.inquiry.id,
  })
  await tx.$executeRaw`SELECT pg_notify(${JOB_CHANNEL}, ${row.id})`
  return row.id
}

/**
 * The same for what the system does by itself, of one inquiry. Nobody asked, so nothing stands in the log yet: what the job finds will. Whether
 * it is due is the calling room's to judge, in the same transaction.
 */
export async function enqueueDue(
  tx: Tx,
  inquiryId: string,
  kind: JobKind,
  input: { [name: string]: Json },
): Promise<string> {
  const row = await tx.job.create({ data: { inquiryId, kind, input } })
  await tx.$executeRaw`SELECT pg_notify(${JOB_CHANNEL}, ${row.id})`
  return row.id
}

/**
 * Calls a job off: one that waits at once, one that runs as soon as it looks up from its work; it then undoes what it did. Throws a Refusal when it has
 * ended, also at that very moment.
 */
export const cancelJob = command('job.cancel', cancelJobInput, async (tx, actor, { job: id }) => {
  const row = await tx.job.findFirst({ where: { AND: [visibleTo(actor), { id }] } })
  if (!row) throw missing()
  insist(canCancel(actor, row))
  // The log first: that is the order in which a job ends, and two that take turns in two orders wait for each other for ever.
  await append(tx, actor, {
    event: 'job.cancelled',
    subject: subject(row),
    partition: isJobKind(row.kind) && jobKinds[row.kind].for === 'everybody' ? 'shared' : ownPartition(actor),
    inquiryId: actor.inquiry.id,
  })
  const waiting = await tx.job.updateMany({
    where: { id, status: 'waiting' },
    data: { status: 'cancelled', cancelling: true, endedAt: now(actor) },
  })
  if (waiting.count === 1) return { id }
  const running = await tx.job.updateMany({ where: { id, endedAt: null }, data: { cancelling: true } })
  if (running.count === 0) insist(hasEndedAlready)
  return { id }
})

import { Client, type ClientConfig } from 'pg'
import type { Json } from '@/lib/audit/canonical'
import { databaseTrouble } from '@/lib/database-trouble'
import { db, type Tx } from '@/lib/db'
import type { Inquiry, Job } from '@/lib/generated/prisma/client'
import { JOB_CHANNEL, JOB_LOCK } from '@/lib/jobs/commands'
import { type JobKind, WORKER_LOCK } from '@/lib/jobs/status'
import { log } from '@/lib/log'
import { type Actor, type InquiryOfActor, now, type Person, theLedger } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { dateFromDb } from '@/lib/time'

/*
 * Taking jobs up. Whoever works on a job holds an advisory lock on it, of a connection of their own: when the process dies, however it dies, the
 * database lets go of the lock at once, and another takes the job up from its beginning. So a handler must be safe to run again. That is
 * why this is ours: the libraries for this find out hours later, or by a clock, that a worker is gone.
 */

/** What a handler gets to do its work with. */
export type Work = {
  id: string
  input: Json
  /** Whoever asked for it, with the rights that they have now; null for the system's own */
  actor: Actor | null
  /** The inquiry that it is about, also where nobody asked; null for one that is about none */
  inquiry: InquiryOfActor | null
  /** As whom it stands in the log: whoever asked for it, or the system */
  who: Actor | Person
  /** 1, or more when an earlier try was broken off */
  attempt: number
  /** Aborted when the process is to end or the lock was lost */
  signal: AbortSignal
  /** Tells how far it is. Throws JobCancelled when it was called off meanwhile; call it often. */
  progress(done: number, total?: number | null, doing?: string): Promise<void>
  /** Ends the job in the handler's own transaction, so that work and end stand or fall together; throws JobCancelled. Otherwise what the handler returns is the report. */
  finish(tx: Tx, report: Json): Promise<void>
}

export type Handler = (work: Work) => Promise<Json>
export type Handlers = { readonly [kind in JobKind]: Handler }

/** Somebody called the job off; a handler lets it through after it has undone what it did. */
class JobCancelled extends Error {}

const POLL_MS = 5_000
const AGAIN_MS = 1_000
const TELL_MS = 400
/** A job whose workers died so often has something to do with it. */
const MOST_ATTEMPTS = 5

type Options = { connection: ClientConfig; handlers: Handlers; lanes?: number; signal: AbortSignal }

/** Works on jobs, `lanes` at a time, until the signal; resolves when all lanes have let go. Survives the database going away. */
export async function workOnJobs({ connection, handlers, lanes = 2, signal }: Options): Promise<void> {
  const lane = async () => {
    while (!signal.aborted) {
      try {
        await untilLost(connection, handlers, signal)
      } catch (error) {
        if (!databaseTrouble(error)) log.failure(error)
      }
      await pause(AGAIN_MS, signal)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Works over one connection, which holds the locks, until it is lost or the signal. */
async function untilLost(connection: ClientConfig, handlers: Handlers, signal: AbortSignal): Promise<void> {
  const client = new Client(connection)
  const lost = new AbortController()
  const either = AbortSignal.any([signal, lost.signal])
  let wake = () => {}
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  client.on('notification', () => wake())
  try {
    await client.connect()
    await client.query(`LISTEN ${JOB_CHANNEL}`)
    await client.query('SELECT pg_advisory_lock_shared($1::int, 0)', [WORKER_LOCK])
    while (!either.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const job = await takeOne(client)
      if (job) await carryOut(client, job, handlers, either)
      else await Promise.race([woken, pause(POLL_MS, either)])
    }
  } finally {
    await client.end().catch(() => {})
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })

/** The oldest job that nobody works on, now ours. */
async function takeOne(client: Client): Promise<Job | null> {
  const open = { status: { in: ['waiting', 'running'] as ('waiting' | 'running')[] } }
  const candidates = await db().job.findMany({
    where: open,
    orderBy: { createdAt: 'asc' },
    select: { id: true },
    take: 20,
  })
  for (const { id } of candidates) {
    const { rows } = await client.query<{ ours: boolean }>(
      'SELECT pg_try_advisory_lock($1::int, hashtext($2::text)) AS ours',
      [JOB_LOCK, id],
    )
    if (!rows[0]?.ours) continue
    // It may have ended between the two statements.
    const taken = await db().job.updateMany({
      where: { id, ...open },
      data: { status: 'running', attempts: { increment: 1 }, startedAt: new Date() },
    })
    if (taken.count === 1) return db().job.findUniqueOrThrow({ where: { id } })
    await letGo(client, id)
  }
  return null
}

async function letGo(client: Client, id: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1::int, hashtext($2::text))', [JOB_LOCK, id])
}

async function carryOut(client: Client, job: Job, handlers: Handlers, signal: AbortSignal): Promise<void> {
  try {
    if (job.cancelling) throw new JobCancelled()
    if (job.attempts > MOST_ATTEMPTS)
      throw new Refusal('unavailable', 'It was broken off too often, and is not tried again')
    const handler = (handlers as Record<string, Handler | undefined>)[job.kind]
    if (!handler) throw new Refusal('unavailable', 'This version of the program does not know this kind of job')
    const actor = await actorOf(job)
    const report = await handler(workOf(job, actor, actor?.inquiry ?? (await inquiryOf(job)), signal))
    await end(job.id, { status: 'done', report: report ?? {} })
  } catch (error) {
    // The process ends, or the database went away: whoever comes next begins it anew.
    if (signal.aborted || databaseTrouble(error)) return
    if (error instanceof JobCancelled) await end(job.id, { status: 'cancelled' })
    else await end(job.id, { status: 'failed', problem: wordsOf(error) })
  } finally {
    if (!signal.aborted) await letGo(client, job.id)
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Refusal) {
    const fields = error.fields.map(({ message }) => message)
    return [`${error.message}.`, error.detail, ...fields].filter(Boolean).join(' ')
  }
  return `Something went wrong on our side. Nothing of it was kept; quote ${log.failure(error)}.`
}

/** Carries out a job at once, as this actor, in whatever process this is: for what is told as if it had happened, where no worker takes it up. */
export async function carryOutHere(id: string, actor: Actor, handler: Handler): Promise<void> {
  const job = await db().job.update({
    where: { id },
    data: { status: 'running', attempts: { increment: 1 }, startedAt: now(actor) },
  })
  await handler({ ...workOf(job, actor, actor.inquiry, new AbortController().signal), who: actor })
  await db().job.update({ where: { id }, data: { endedAt: now(actor) } })
}

type Ending = { status: 'done' | 'failed' | 'cancelled'; report?: Json; problem?: string }

/** Unless the handler ended it in its own transaction. */
async function end(id: string, { report, ...ending }: Ending): Promise<void> {
  await db().job.updateMany({
    where: { id, endedAt: null },
    data: { ...ending, doing: null, endedAt: new Date(), ...(report !== undefined && { report: report ?? {} }) },
  })
}

function workOf(job: Job, actor: Actor | null, inquiry: InquiryOfActor | null, signal: AbortSignal): Work {
  let told = 0
  let said: string | undefined
  return {
    id: job.id,
    input: job.input as Json,
    actor,
    inquiry,
    who: actor ?? theLedger,
    attempt: job.attempts,
    signal,
    async progress(done, total, doing) {
      signal.throwIfAborted()
      const news = doing !== undefined && doing !== said
      if (!news && Date.now() - told < TELL_MS) return
      told = Date.now()
      said = doing ?? said
      const row = await db().job.update({
        where: { id: job.id },
        data: { done, ...(total !== undefined && { total }), ...(doing !== undefined && { doing }) },
        select: { cancelling: true },
      })
      if (row.cancelling) throw new JobCancelled()
    },
    async finish(tx, report) {
      const done = await tx.job.updateMany({
        where: { id: job.id, cancelling: false },
        data: { status: 'done', report: report ?? {}, doing: null, endedAt: new Date() },
      })
      // Called off after it last looked: the log says so already, so nothing of it may stay.
      if (done.count === 0) throw new JobCancelled()
    },
  }
}

/** Whoever asked for the job, as they stand in the inquiry now. Throws a Refusal when they may not come in any more. */
async function actorOf(job: Job): Promise<Actor | null> {
  if (!job.createdById || !job.inquiryId) return null
  const seat = await db().membership.findFirst({
    where: { userId: job.createdById, inquiryId: job.inquiryId, user: { disabledAt: null } },
    include: { user: true, inquiry: true },
  })
  if (!seat) throw new Refusal('forbidden', 'Whoever asked for it is no member of this inquiry any more')
  const { user, inquiry } = seat
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    isAdmin: user.isAdmin,
    via: 'job',
    role: seat.role,
    side: seat.side,
    inquiry: asInquiry(inquiry),
  }
}

async function inquiryOf(job: Job): Promise<InquiryOfActor | null> {
  const row = job.inquiryId && (await db().inquiry.findUnique({ where: { id: job.inquiryId } }))
  return row ? asInquiry(row) : null
}

const asInquiry = ({ id, slug, name, timeZone, closedOn }: Inquiry): InquiryOfActor => ({
  id,
  slug,
  name,
  timeZone,
  closedOn: dateFromDb(closedOn),
})

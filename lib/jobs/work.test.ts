import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { cancelJob, enqueue, JOB_LOCK } from '@/lib/jobs/commands'
import { getJob, isAnybodyWorking, listJobs, standStill } from '@/lib/jobs/queries'
import { type Handler, workOnJobs } from '@/lib/jobs/work'
import type { Actor } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

let committee: Committee
let url: string
beforeAll(async () => {
  url = (await freshDatabase()).appUrl
  committee = await seatCommittee()
})

let stop = new AbortController()
let working: Promise<void> = Promise.resolve()
afterEach(async () => {
  stop.abort()
  await working
})

/** Workers with this handler, until the test ends. */
function work(handler: Handler, lanes = 2): void {
  stop = new AbortController()
  const handlers = { check_files: handler } as Parameters<typeof workOnJobs>[0]['handlers']
  working = workOnJobs({ connection: { connectionString: url }, handlers, lanes, signal: stop.signal })
}

const ask = (actor: Actor) => db().$transaction((tx) => enqueue(tx, actor, 'check_files', { of: 'all' }))
const ended = (id: string) =>
  expect
    .poll(async () => (await getJob(committee.staffer, id)).job, { timeout: 15_000 })
    .toMatchObject({ endedAt: expect.any(String) })
    .then(async () => (await getJob(committee.staffer, id)).job)

describe('a job', () => {
  it('is carried out once, with its input, as the person who asked, and ends with its report', async () => {
    const seen: unknown[] = []
    const before = await eventCount(committee.staffer)
    const id = await ask(committee.staffer)
    expect(await eventCount(committee.staffer)).toBe(before + 1)
    work(async ({ input, actor, attempt, progress }) => {
      seen.push(input, actor?.email, actor?.role, attempt)
      await progress(3, 9, 'Counting')
      return { counted: 9 }
    })
    expect(await ended(id)).toMatchObject({ status: 'done', done: 3, total: 9, report: { counted: 9 }, problem: null })
    expect(seen).toEqual([{ of: 'all' }, committee.staffer.email, 'staffer', 1])
  })

  it('that is refused fails with the words of the refusal, and one that breaks with an id and no detail', async () => {
    let times = 0
    const [first, second] = [await ask(committee.staffer), await ask(committee.staffer)]
    work(async () => {
      times += 1
      if (times === 1) throw new Refusal('invalid', 'The volume has no rows', { detail: 'Look at the file.' })
      throw new Error('a secret detail')
    }, 1)
    expect(await ended(first)).toMatchObject({ status: 'failed', problem: 'The volume has no rows. Look at the file.' })
    const broken = await ended(second)
    expect(broken.status).toBe('failed')
    expect(broken.problem).toMatch(/quote [0-9a-f-]{36}/)
    expect(broken.problem).not.toContain('secret')
  })

  it('that somebody else works on is left alone; when they die, it is taken up at once', async () => {
    const id = await ask(committee.staffer)
    const other = new Client({ connectionString: url })
    await other.connect()
    await other.query('SELECT pg_advisory_lock($1::int, hashtext($2::text))', [JOB_LOCK, id])
    await db().job.update({ where: { id }, data: { status: 'running', attempts: 1 } })
    const attempts: number[] = []
    work(async ({ attempt }) => {
      attempts.push(attempt)
      return {}
    })
    // A job behind it is carried out meanwhile, so the first was looked at and left.
    await ended(await ask(committee.staffer))
    expect((await getJob(committee.staffer, id)).job.status).toBe('running')
    await other.end()
    await ask(committee.staffer)
    expect((await ended(id)).status).toBe('done')
    expect(attempts).toContain(2)
  })

  it('is not tried for ever', async () => {
    const id = await ask(committee.staffer)
    await db().job.update({ where: { id }, data: { status: 'running', attempts: 5 } })
    work(async () => ({}))
    expect(await ended(id)).toMatchObject({ status: 'failed', problem: expect.stringContaining('too often') })
  })

  it('of somebody who was removed meanwhile is not carried out', async () => {
    const fresh = await seatCommittee()
    const id = await ask(fresh.otherStaffer)
    await db().membership.deleteMany({ where: { userId: fresh.otherStaffer.userId } })
    work(async () => expect.fail('it was carried out'))
    await expect.poll(async () => (await getJob(fresh.staffer, id)).job.status).toBe('failed')
  })
})

describe('calling off', () => {
  it('ends a job that waits, and stops one that runs as soon as it tells of its progress', async () => {
    const waiting = await ask(committee.staffer)
    await cancelJob(committee.staffer, { job: waiting })
    expect((await getJob(committee.staffer, waiting)).job.status).toBe('cancelled')

    const id = await ask(committee.staffer)
    let step = 0
    work(async ({ progress }) => {
      if (step === 0) await cancelJob(committee.staffer, { job: id })
      for (;;) await progress(++step, null, `Step ${step}`)
    })
    expect((await ended(id)).status).toBe('cancelled')
    expect(step).toBe(1)
  })

  const called = () => db().auditEvent.count({ where: { event: 'job.cancelled' } })

  it('of one that is about to end leaves nothing of it, though it looks up no more', async () => {
    const id = await ask(committee.staffer)
    const before = await eventCount(committee.staffer)
    work(async ({ actor, finish }) => {
      await cancelJob(committee.staffer, { job: id })
      await db().$transaction(async (tx) => {
        await enqueue(tx, actor as Actor, 'check_files', { of: 'what it wrote' })
        await finish(tx, { all: 'done' })
      })
      return {}
    })
    expect(await ended(id)).toMatchObject({ status: 'cancelled', report: null })
    expect(await eventCount(committee.staffer)).toBe(before + 1)
  })

  it('of one that ends at that very moment is refused, and stands nowhere', async () => {
    const id = await ask(committee.staffer)
    const before = await called()
    let calling: ReturnType<typeof refusalOf> | undefined
    work(async ({ finish }) => {
      await db().$transaction(async (tx) => {
        await finish(tx, { all: 'done' })
        calling = refusalOf(cancelJob(committee.staffer, { job: id }))
        await expect
          .poll(async () =>
            Number((await db().$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM pg_locks WHERE NOT granted`)[0]?.n),
          )
          .toBeGreaterThan(0)
      })
      return {}
    })
    expect(await ended(id)).toMatchObject({ status: 'done', cancelling: false, report: { all: 'done' } })
    expect((await calling)?.title).toContain('It has ended')
    expect(await called()).toBe(before)
  })

  it.each(['otherStaffer', 'reviewer', 'viewer', 'minorityStaffer'] as const)(
    'is not for a %s who did not ask for it',
    async (who) => {
      const id = await ask(committee.staffer)
      expect((await refusalOf(cancelJob(committee[who], { job: id }))).kind).toBe('forbidden')
    },
  )

  it('is not for a job that has ended, nor for one that is not there', async () => {
    const id = await ask(committee.staffer)
    await cancelJob(committee.staffer, { job: id })
    expect((await refusalOf(cancelJob(committee.staffer, { job: id }))).kind).toBe('forbidden')
    expect((await refusalOf(cancelJob(committee.staffer, { job: randomUUID() }))).kind).toBe('missing')
    const foreign = await seatCommittee()
    expect((await refusalOf(cancelJob(foreign.staffer, { job: id }))).kind).toBe('missing')
    expect((await listJobs(foreign.staffer)).map((job) => job.id)).toEqual([])
  })
})

describe('whether there is a worker', () => {
  const old = { status: 'waiting', createdAt: new Date(Date.now() - 61_000).toISOString() } as const

  it('is known at any moment, also when its connection is cut, and that jobs stand still without one', async () => {
    expect(await isAnybodyWorking()).toBe(false)
    expect(await standStill([old])).toBe(true)
    work(async () => null)
    await expect.poll(isAnybodyWorking).toBe(true)
    expect(await standStill([old])).toBe(false)
    stop.abort()
    await working
    await expect.poll(isAnybodyWorking).toBe(false)
  })

  it('is said of no job that ended, or was asked for a moment ago', async () => {
    const fresh = { ...old, createdAt: new Date().toISOString() }
    expect(await standStill([])).toBe(false)
    expect(await standStill([fresh, { ...old, status: 'done' }, { ...old, status: 'failed' }])).toBe(false)
    expect(await standStill([fresh, { ...old, status: 'running' }])).toBe(true)
  })
})

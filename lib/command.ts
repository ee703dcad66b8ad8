import type { z } from 'zod'
import { noteDenial } from '@/lib/audit/denials'
import { lastChangeOf } from '@/lib/audit/queries'
import { databaseTrouble, troubleRefusal, uncertain } from '@/lib/database-trouble'
import { db, onePlan, Prisma, type Tx } from '@/lib/db'
import { take } from '@/lib/input'
import { log } from '@/lib/log'
import type { Actor, Person } from '@/lib/people/actor'
import { closed, missing, Refusal, repeated } from '@/lib/refusal'

/** What a command answers: plain data, so that a repeated POST can be given the first answer word for word. */
export type Answer = { [field: string]: string | number | boolean | null | string[] }

/** What a command does to what, as refusals of it are listed: 'question.edit'. A move's target is listed beside it. */
type Verb = `${string}.${string}`

/** A verb of a room: takes who acts and raw input; carries its name, and its schema, from which forms and the API's description are made. */
export type Command<S extends z.ZodType, A extends Answer, Who extends Person = Actor> = {
  (who: Who, raw: unknown): Promise<A>
  verb: Verb
  input: S
}

/**
 * Builds a command of a room: input is taken (spill guard, schema), then one transaction in which the membership is read again, so that
 * somebody who was removed a moment ago does nothing; `work` loads what the actor may see, asks the policy, writes with compare-and-set
 * and appends to the audit log. Throws Refusals; on any throw nothing is written, but that a rule refused it is noted afterwards.
 *
 * @param whileClosed the few verbs that may act on a closed inquiry (reopening it)
 */
export function command<S extends z.ZodType, A extends Answer>(
  verb: Verb,
  input: S,
  work: (tx: Tx, actor: Actor, input: z.output<S>) => Promise<A>,
  { whileClosed = false } = {},
): Command<S, A> {
  const run = witnessed(verb, async (actor: Actor, raw): Promise<A> => {
    const taken = take(input, raw)
    try {
      return await persistently(actor, async (tx) => {
        return work(tx, await admitted(tx, actor, { whileClosed }), taken)
      })
    } catch (error) {
      // Who was faster is told where it can be found out; that somebody was, is the answer in any case.
      if (error instanceof Refusal && error.about)
        error.meanwhile = (await lastChangeOf(actor, error.about).catch(() => null)) ?? undefined
      throw error
    }
  })
  return Object.assign(run, { verb, input })
}

/** The same for what belongs to no inquiry: people, their sessions and tokens, inquiries themselves. */
export function personCommand<S extends z.ZodType, A extends Answer>(
  verb: Verb,
  input: S,
  work: (tx: Tx, person: Person, input: z.output<S>) => Promise<A>,
): Command<S, A, Person> {
  const run = witnessed(verb, async (person: Person, raw): Promise<A> => {
    const taken = take(input, raw)
    return persistently(person, async (tx) => work(tx, await stillWelcome(tx, person), taken))
  })
  return Object.assign(run, { verb, input })
}

/** The same act; when a rule refuses it, that is noted, in a transaction of its own, since that of the act is gone. */
function witnessed<Who extends Person, A>(verb: Verb, act: (who: Who, raw: unknown) => Promise<A>): typeof act {
  return async (who, raw) => {
    try {
      return await act(who, raw)
    } catch (error) {
      await noteDenial(error, who, { verb, named: raw })
      throw error
    }
  }
}

async function stillWelcome(tx: Tx, person: Person): Promise<Person> {
  if (person.via === 'command line') return person
  const rows = await tx.$queryRaw<{ is_admin: boolean }[]>`${onePlan}
    SELECT is_admin FROM app_user WHERE id = ${person.userId}::uuid AND disabled_at IS NULL FOR SHARE`
  const row = rows[0]
  if (!row) throw missing()
  return { ...person, isAdmin: row.is_admin }
}

/**
 * The actor as they stand now, in this transaction: for commands, and for jobs, which act later and for longer. Throws a Refusal when they are
 * gone, or the inquiry is closed.
 */
export async function admitted(tx: Tx, actor: Actor, { whileClosed = false } = {}): Promise<Actor> {
  const fresh = await stillThere(tx, actor)
  if (fresh.inquiry.closedOn && !whileClosed) throw closed(fresh.inquiry.closedOn)
  return fresh
}

async function stillThere(tx: Tx, actor: Actor): Promise<Actor> {
  const rows = await tx.$queryRaw<{ role: Actor['role']; side: Actor['side']; closed_on: string | null }[]>`${onePlan}
    SELECT m.role::text AS role, m.side::text AS side, to_char(i.closed_on, 'YYYY-MM-DD') AS closed_on
      FROM membership m
      JOIN app_user u ON u.id = m.user_id
      JOIN inquiry i ON i.id = m.inquiry_id
     WHERE m.user_id = ${actor.userId}::uuid AND m.inquiry_id = ${actor.inquiry.id}::uuid AND u.disabled_at IS NULL
       FOR SHARE OF m, u, i`
  const row = rows[0]
  if (!row) throw missing()
  return { ...actor, role: row.role, side: row.side, inquiry: { ...actor.inquiry, closedOn: row.closed_on } }
}

/** How often a transaction is begun anew that the database gave up. */
const RETRIES = 2

/**
 * The transaction, from its beginning again when the database gave it up for another one or its connection broke: nothing of it had
 * happened then. What the database cannot do is told as a Refusal. When the connection broke during the commit itself, nobody knows
 * whether it happened: that is said, and not tried again.
 */
async function persistently<A extends Answer>(person: Person, work: (tx: Tx) => Promise<A>): Promise<A> {
  for (let tried = 0; ; tried += 1) {
    let committing = false
    try {
      return await inTransaction(person, work, () => {
        committing = true
      })
    } catch (error) {
      const trouble = databaseTrouble(error)
      const unknown = committing && (trouble === 'lost' || trouble === 'away')
      if (!unknown && (trouble === 'raced' || trouble === 'lost') && tried < RETRIES) continue
      if (trouble) log.failure(error)
      throw unknown ? uncertain() : (troubleRefusal(error) ?? error)
    }
  }
}

/**
 * One transaction. When the API request carried an Idempotency-Key, or a form says from which page it comes, its answer is kept in the same transaction, so the act and the memory
 * of it stand or fall together; a repetition gets the first answer, and the same key with another request is refused.
 */
async function inTransaction<A extends Answer>(
  person: Person,
  work: (tx: Tx) => Promise<A>,
  onCommit: () => void,
): Promise<A> {
  const once = person.once
  if (!once) {
    return db().$transaction(async (tx) => {
      const answer = await work(tx)
      onCommit()
      return answer
    })
  }
  // Of a call, looked for only when the act fails, or its memory cannot be written twice: nearly every one is the first of its key. A form may repeat
  // what another page said, and that takes the place of its memory.
  const { answer: earlier, instead } = once.form ? await earlierAnswer<A>(person.userId, once) : {}
  if (earlier) return earlier
  try {
    return await db().$transaction(async (tx) => {
      const answer = await work(tx)
      await keep(tx, person.userId, once, answer, instead)
      onCommit()
      return answer
    })
  } catch (error) {
    const twin =
      error instanceof Twin || (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
    // Of two pages that both mean it a second time, the later one did not know of the other: it is asked again.
    const asked = error instanceof Twin && once.form ? { ...once, form: { again: false } } : once
    const { answer } = twin || error instanceof Refusal ? await earlierAnswer<A>(person.userId, asked) : {}
    if (answer) return answer
    throw error
  }
}

type Once = NonNullable<Person['once']>

/** The same was done by another request while this one was at it. */
class Twin extends Error {}

async function keep(tx: Tx, userId: string, once: Once, given: Answer, instead: string | undefined): Promise<void> {
  const { key, requestHash } = once
  const answer = JSON.stringify(given)
  if (instead === undefined) {
    const written = await tx.$executeRaw`${onePlan}
      INSERT INTO idempotent_answer (user_id, key, request_hash, answer)
      VALUES (${userId}::uuid, ${key}, ${requestHash}, ${answer}) ON CONFLICT DO NOTHING`
    if (written === 0) throw new Twin()
    return
  }
  const kept = await tx.idempotentAnswer.updateMany({
    where: { userId, key, requestHash: instead },
    data: { requestHash, answer, createdAt: new Date() },
  })
  if (kept.count === 0) throw new Twin()
}

/** Within so long after it was sent, the same form from another page may be a mistake. */
const REPEAT_MS = 5 * 60_000

/** The answer that was given before; or, of a form that is meant a second time, the hash of the earlier one, whose place it takes. */
async function earlierAnswer<A extends Answer>(userId: string, once: Once): Promise<{ answer?: A; instead?: string }> {
  const kept = await db().idempotentAnswer.findUnique({ where: { userId_key: { userId, key: once.key } } })
  if (!kept) return {}
  if (kept.requestHash !== once.requestHash && once.form) {
    const recent = Date.now() - kept.createdAt.getTime() < REPEAT_MS
    if (!recent || once.form.again) return { instead: kept.requestHash }
    const { ref } = JSON.parse(kept.answer) as Answer
    throw repeated(typeof ref === 'string' ? ref : undefined)
  }
  if (kept.requestHash !== once.requestHash) {
    throw new Refusal('invalid', 'This Idempotency-Key was used for another request', {
      detail: 'Give each new request a key of its own; repeat a key only with exactly the same request.',
    })
  }
  once.onReplay?.()
  return { answer: JSON.parse(kept.answer) as A }
}

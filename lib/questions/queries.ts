import { cache } from 'react'
import type { z } from 'zod'
import type { Snapshot } from '@/lib/audit/canonical'
import { hadAHandIn } from '@/lib/audit/queries'
import { db, type Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { Prisma, Question } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import { type QuestionFacts, visibleTo } from '@/lib/questions/policy'
import type { QuestionRecord, questionFilter } from '@/lib/questions/schema'
import { missing } from '@/lib/refusal'

type Row = Omit<Question, 'search'>

/** 'Q-4' */
export const questionRef = (question: { number: number }) => formatRef('Q', 'shared', question.number)

/** All questions of the inquiry, by number, narrowed by status and words. An inquiry has tens of them, so they are not paged. */
export async function listQuestions(
  actor: Actor,
  filter: Partial<z.output<typeof questionFilter>> = {},
): Promise<QuestionRecord[]> {
  const where: Prisma.QuestionWhereInput = { ...visibleTo(actor) }
  if (filter.status) where.status = filter.status
  if (filter.q)
    where.OR = [
      { wording: { contains: filter.q, mode: 'insensitive' } },
      { why: { contains: filter.q, mode: 'insensitive' } },
    ]
  const rows = await db().question.findMany({ where, orderBy: { number: 'asc' } })
  return rows.map(asRecord)
}

/** One question by its number. Throws missing(), the same for unknown and hidden. */
export async function loadQuestion(tx: Tx, actor: Actor, ref: Ref): Promise<Row> {
  const row = await tx.question.findFirst({ where: { ...visibleTo(actor), number: ref.number } })
  if (!row) throw missing()
  return row
}

/** The ids of the questions with these numbers, without those that do not exist for this actor: to be looked up with other records of the inquiry. */
export const questionsNumbered = (actor: Actor, refs: readonly Ref[]) =>
  ({
    where: { ...visibleTo(actor), number: { in: refs.map(({ number }) => number) } },
    select: { id: true, number: true },
  }) satisfies Prisma.Inquiry$questionsArgs

/** What the policy needs to know of a question for this actor, by what stands in the log under their id. */
export async function questionFacts(tx: Tx, actor: Actor, row: Row): Promise<QuestionFacts> {
  const ownWork = await hadAHandIn(tx, actor.userId, [row.id], ['question.logged', 'question.edited'])
  return { status: row.status, ownWork: ownWork || row.createdById === actor.userId }
}

export const getQuestion = cache(async (actor: Actor, ref: Ref): Promise<QuestionRecord & QuestionFacts> => {
  const row = await loadQuestion(db(), actor, ref)
  return { ...asRecord(row), ...(await questionFacts(db(), actor, row)) }
})

/** Every field that can change, for the audit log and for rebuilding the record as it stood. */
export function questionSnapshot(row: Row): Snapshot {
  return {
    number: row.number,
    wording: row.wording,
    why: row.why,
    theme: row.theme,
    needs: row.needs,
    status: row.status,
    unanswerableBasis: row.unanswerableBasis,
    statusReason: row.statusReason,
    statusSince: row.statusSince.toISOString(),
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

function asRecord(row: Row): QuestionRecord {
  return {
    ref: questionRef(row),
    id: row.id,
    wording: row.wording,
    why: row.why,
    theme: row.theme,
    needs: row.needs,
    status: row.status,
    statusReason: row.statusReason,
    unanswerableBasis: row.unanswerableBasis,
    statusSince: row.statusSince.toISOString(),
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

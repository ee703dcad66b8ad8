import { type CoverageCell, cellOf, type Group, stillAsked } from '@/lib/coverage/status'
import { db, Prisma } from '@/lib/db'
import type { Kind } from '@/lib/generated/prisma/enums'
import { untilSomethingHappens } from '@/lib/memo'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { listQuestions } from '@/lib/questions/queries'
import type { QuestionRecord } from '@/lib/questions/schema'
import type { QuestionStatus } from '@/lib/questions/status'
import { views } from '@/lib/requests/list'
import { visibleSql } from '@/lib/requests/policy'
import { unprovenSql } from '@/lib/requests/proof'
import { today } from '@/lib/time'
import { kindOrder } from '@/lib/words'
import { workCount } from '@/lib/work/queries'

/** A row of the matrix; its cells in the order of `kindOrder`. */
export type CoverageRow = { ref: string; wording: string; status: QuestionStatus; cells: CoverageCell[] }

type Grouped = Group & { questionId: string; kind: Kind }

const dayOf = (actor: Actor) => today(actor.inquiry.timeZone)

/** Requests that stand, counted by question, kind, status, being past due and resting on proof that is gone; of one question where it is named. */
async function grouped(actor: Actor, questionId?: string): Promise<Grouped[]> {
  const day = dayOf(actor)
  const gone = await unprovenSql(actor)
  const one = questionId ? Prisma.sql`AND rq.question_id = ${questionId}::uuid` : Prisma.empty
  return db().$queryRaw<Grouped[]>`
    SELECT "questionId", kind::text AS kind, status::text AS status, "pastDue", "proofGone", count(*)::int AS n
      FROM (SELECT rq.question_id AS "questionId", r.kind, r.status, (${views.overdue(actor, day)}) AS "pastDue",
                   ${gone} AS "proofGone"
              FROM request r JOIN request_question rq ON rq.request_id = r.id
             WHERE ${visibleSql(actor)} AND ${views.standing(actor, day)} ${one}) AS standing
     GROUP BY "questionId", standing.kind, standing.status, "pastDue", "proofGone"`
}

function rowOf(question: QuestionRecord, groups: Grouped[]): CoverageRow {
  const needs = stillAsked(question.status) ? question.needs : []
  const cells = kindOrder.map((kind) =>
    cellOf(
      kind,
      needs.includes(kind),
      groups.filter((group) => group.kind === kind),
    ),
  )
  return { ref: question.ref, wording: question.wording, status: question.status, cells }
}

/** The coverage matrix as this actor may see it: every question, each kind of evidence, what was asked and where that stands. */
export async function coverage(actor: Actor): Promise<{ questions: CoverageRow[] }> {
  return untilSomethingHappens(actor, 'coverage', async () => {
    const [questions, groups] = await Promise.all([listQuestions(actor), grouped(actor)])
    const byQuestion = new Map<string, Grouped[]>(questions.map(({ id }) => [id, []]))
    for (const group of groups) byQuestion.get(group.questionId)?.push(group)
    return { questions: questions.map((question) => rowOf(question, byQuestion.get(question.id) ?? [])) }
  })
}

/** One question's row of the matrix. */
export async function coverageOfQuestion(actor: Actor, question: QuestionRecord): Promise<CoverageRow> {
  return rowOf(question, await grouped(actor, question.id))
}

type Counts = Record<
  'questions' | 'requests' | 'letters' | 'productions' | 'evidence' | 'withheld' | 'offices' | 'correspondence',
  number
>

/** How much is in each place of the inquiry, by the folder of its address; under `work`, what waits for the actor themselves. */
export async function navCounts(actor: Actor): Promise<Counts & { work: number }> {
  const [counts, work] = await Promise.all([recordCounts(actor), workCount(actor)])
  return { ...counts, work }
}

function recordCounts(actor: Actor): Promise<Counts> {
  return untilSomethingHappens(actor, 'nav', async () => {
    const inquiry = Prisma.sql`inquiry_id = ${actor.inquiry.id}::uuid`
    const ours = Prisma.sql`${inquiry} AND partition IN (${Prisma.join(
      visiblePartitions(actor).map((partition) => Prisma.sql`${partition}::"Partition"`),
    )})`
    const [counts] = await db().$queryRaw<Counts[]>`
      SELECT (SELECT count(*)::int FROM question WHERE ${inquiry}) AS questions,
             (SELECT count(*)::int FROM request r WHERE ${visibleSql(actor)}) AS requests,
             (SELECT count(*)::int FROM letter WHERE ${ours}) AS letters,
             (SELECT count(*)::int FROM production WHERE ${inquiry}) AS productions,
             (SELECT count(*)::int FROM evidence_item WHERE ${inquiry}) AS evidence,
             (SELECT count(*)::int FROM withheld_item WHERE ${inquiry}) AS withheld,
             (SELECT count(*)::int FROM office WHERE ${inquiry}) AS offices,
             (SELECT count(*)::int FROM correspondence WHERE ${ours}) AS correspondence`
    if (!counts) throw new Error('A count answers one row.')
    return counts
  })
}

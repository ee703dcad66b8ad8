import { append } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import { addToLetter, holdLetter } from '@/lib/letters/commands'
import { moveFields } from '@/lib/move-fields'
import { notNamed } from '@/lib/named'
import { nextNumber } from '@/lib/numbers'
import { officesNumbered } from '@/lib/offices/queries'
import { type Actor, now } from '@/lib/people/actor'
import { questionsNumbered } from '@/lib/questions/queries'
import { invalidField } from '@/lib/refusal'
import { effectsOf } from '@/lib/requests/effects'
import { canDraft, canEdit, canMove, proofFor } from '@/lib/requests/policy'
import { factsOf, loadRequest, questionsServed, requestSnapshot } from '@/lib/requests/queries'
import { answerOf, change, outdated, ownerBy, subjectOf } from '@/lib/requests/record'
import { draftRequestInput, editRequestInput, moveFieldLabels, moveRequestInput } from '@/lib/requests/schema'
import { requestMoves, requestStatuses } from '@/lib/requests/status'
import { illegal, insist } from '@/lib/ruling'
import { dateToDb } from '@/lib/time'
import { findMove } from '@/lib/workflow'

type Links = { addressee: Ref; questions: Ref[] }

/** Looks up what a request names; a wrong number is a problem with its field, not a missing page. */
async function linked(tx: Tx, actor: Actor, input: Links): Promise<{ addresseeId: string; questionIds: string[] }> {
  // In one statement: to draft a request is a dozen of them, and each is waited for.
  const { offices, questions } = await tx.inquiry.findUniqueOrThrow({
    where: { id: actor.inquiry.id },
    select: {
      offices: officesNumbered(actor, [input.addressee]),
      questions: questionsNumbered(actor, input.questions),
    },
  })
  const [office] = offices
  if (!office) throw notNamed('addressee', 'Addressee', formatRef('O', input.addressee.series, input.addressee.number))
  const known = new Map(questions.map(({ id, number }) => [number, id]))
  const questionIds = input.questions.map((ref) => {
    const id = known.get(ref.number)
    if (!id) throw notNamed('questions', 'Questions served', formatRef('Q', ref.series, ref.number))
    return id
  })
  return { addresseeId: office.id, questionIds: questionIds.sort() }
}

function particulars(input: ReturnType<typeof editRequestInput.parse>) {
  if (input.periodFrom && input.periodTo && input.periodTo < input.periodFrom) {
    throw invalidField('periodTo', 'Period to is before period from: the period must run forward.')
  }
  return {
    kind: input.kind,
    title: input.title,
    wording: input.wording,
    formWanted: input.formWanted,
    handling: input.handling,
    period: input.period ?? null,
    periodFrom: input.periodFrom ?? null,
    periodTo: input.periodTo ?? null,
    dueOn: dateToDb(input.dueOn ?? null),
  }
}

/** Drafts a request: shared, or one side's own until it is issued. With `letter` it goes onto that letter's draft in the same step. */
export const draftRequest = command(
  'request.draft',
  draftRequestInput,
  async (tx, actor, { partition: wanted, owner, letter, ...input }) => {
    const partition = wanted ?? 'shared'
    insist(canDraft(actor, partition))
    const { addresseeId, questionIds } = await linked(tx, actor, input)
    const ownerId = owner ? (await ownerBy(tx, actor, owner)).userId : actor.userId
    if (letter) await holdLetter(tx, actor, letter)
    const row = await tx.request.create({
      data: {
        ...particulars({ ...input, request: { series: partition, number: 1 }, version: 1 }),
        inquiryId: actor.inquiry.id,
        partition,
        number: await nextNumber(tx, actor.inquiry.id, 'R', partition),
        addresseeId,
        ownerId,
        statusSince: now(actor),
        createdAt: now(actor),
        createdById: actor.userId,
      },
    })
    await tx.requestQuestion.createMany({
      data: questionIds.map((questionId) => ({ inquiryId: actor.inquiry.id, requestId: row.id, questionId })),
    })
    if (letter) await addToLetter(tx, actor, letter, row.id)
    await append(tx, actor, {
      event: 'request.drafted',
      subject: subjectOf(row),
      partition,
      inquiryId: actor.inquiry.id,
      changes: changesBetween(null, await requestSnapshot(tx, row, questionIds)),
      leads: true,
    })
    return answerOf(row)
  },
)

/** Changes a draft. What was issued stands as it was issued. */
export const editRequest = command('request.edit', editRequestInput, async (tx, actor, input) => {
  const row = await loadRequest(tx, actor, input.request)
  insist(canEdit(actor, await factsOf(tx, actor, row)))
  const { addresseeId, questionIds } = await linked(tx, actor, input)
  const before = await requestSnapshot(tx, row)
  await tx.requestQuestion.deleteMany({ where: { requestId: row.id } })
  await tx.requestQuestion.createMany({
    data: questionIds.map((questionId) => ({ inquiryId: actor.inquiry.id, requestId: row.id, questionId })),
  })
  const fresh = await change(
    tx,
    actor,
    row,
    input.version,
    { ...particulars(input), addresseeId },
    { event: 'request.edited' },
    { before, questions: questionIds },
  )
  return answerOf(fresh)
})

/** Moves a request along the table of transitions; what each move brings with it stands in effects.ts. */
export const moveRequest = command('request.move', moveRequestInput, async (tx, actor, input) => {
  const row = await loadRequest(tx, actor, input.request)
  const move = findMove(requestMoves, row.status, input.to)
  if (!move && row.version !== input.version) throw outdated(row, input.version)
  if (!move) throw illegal('request', requestMoves, row.status, input.to, requestStatuses)
  const facts = await factsOf(tx, actor, row)
  const asks = insist(canMove(actor, facts, move))
  const given = moveFields(move, input, ['request', 'version', 'to'], moveFieldLabels, asks)
  const questions = await questionsServed(tx, row.id)
  const before = await requestSnapshot(tx, row, questions)
  const effects = await effectsOf(tx, actor, row, move, given, proofFor(facts))
  const fresh = await change(
    tx,
    actor,
    row,
    input.version,
    { status: move.to, statusSince: now(actor), ...effects.data },
    {
      event: `request.${move.verb}` as 'request.agree',
      note: given.note,
      concerns: effects.concerns,
      details: effects.details,
    },
    { before, questions },
  )
  return answerOf(fresh)
})

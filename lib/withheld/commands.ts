import { append } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { evidenceRef, loadEvidence } from '@/lib/evidence/queries'
import { formatRef, type Ref } from '@/lib/fields'
import type { Accommodation, Prisma } from '@/lib/generated/prisma/client'
import { moveFields } from '@/lib/move-fields'
import { named } from '@/lib/named'
import { type Actor, now } from '@/lib/people/actor'
import { conflict, type FieldProblem, invalid, invalidField, Refusal } from '@/lib/refusal'
import { illegal, insist } from '@/lib/ruling'
import { belonging, columns, mustBeNew, takeTurn } from '@/lib/withheld/particulars'
import { againstAnswer, canChallenge, canEdit, canLog, canMove, visibleTo } from '@/lib/withheld/policy'
import {
  factsOf,
  loadWithheld,
  reloadWithheld,
  type WithheldRow,
  withheldRef,
  withheldSnapshot,
  withLinks,
} from '@/lib/withheld/queries'
import { concernsOf, link, recordWithheld, subject } from '@/lib/withheld/record'
import {
  bases,
  type Chosen,
  challengeWithheldInput,
  editWithheldInput,
  logWithheldInput,
  moveLabels,
  moveWithheldInput,
} from '@/lib/withheld/schema'
import { challengeMove, type WithheldMove, withheldMoves, withheldStatuses } from '@/lib/withheld/status'
import { findMove } from '@/lib/workflow'

const answer = (row: WithheldRow) => ({ ref: withheldRef(row), status: row.status, version: row.version })

/** Logs one entry of a privilege log, against the requests that it would answer. A staffer does it. */
export const logWithheld = command('withheld.log', logWithheldInput, async (tx, actor, input) => {
  insist(canLog(actor))
  const of = await belonging(tx, actor, input)
  const entry = columns(actor, input)
  await takeTurn(tx, of)
  await mustBeNew(tx, of, entry.controlNumber)
  const [row] = await recordWithheld(tx, actor, of, [{ entry, requestIds: of.requestIds }])
  if (!row) throw new Error('What was written is there.')
  return answer(row)
})

/** Changes an entry that nobody has ruled on yet; the old values stay in the history. What is left out is emptied. */
export const editWithheld = command('withheld.edit', editWithheldInput, async (tx, actor, input) => {
  const before = await loadWithheld(tx, actor, input.withheld)
  insist(canEdit(actor, before))
  const of = await belonging(tx, actor, input)
  const entry = columns(actor, input)
  await takeTurn(tx, of)
  await mustBeNew(tx, of, entry.controlNumber, before.id)
  await set(tx, actor, before, input.version, {
    ...entry,
    assertedById: of.office.id,
    productionId: of.productionId,
  })
  await tx.withheldRequest.deleteMany({ where: { withheldId: before.id } })
  await link(tx, actor, before.id, of.requestIds)
  const row = await reloadWithheld(tx, before.id)
  await append(tx, actor, {
    event: 'withheld.edited',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: concernsOf(before, row),
    changes: changesBetween(withheldSnapshot(before), withheldSnapshot(row)),
  })
  return answer(row)
})

/** Moves an entry along the table of transitions. */
export const moveWithheld = command('withheld.move', moveWithheldInput, async (tx, actor, input) => {
  const before = await loadWithheld(tx, actor, input.withheld)
  const move = findMove(withheldMoves, before.status, input.to)
  if (!move && before.version !== input.version) throw outdated(before, input.version)
  if (!move) throw illegal('privilege log entry', withheldMoves, before.status, input.to, withheldStatuses)
  insist(canMove(actor, (await factsOf(tx, actor, [before]))(before), move))
  const given = moveFields(move, input, ['withheld', 'version', 'to'], moveLabels)
  const how = given.accommodation ?? undefined
  const releasedAsId = await whatCame(tx, actor, move, how, given.item ?? null)
  const row = await carryOut(tx, actor, before, input.version, move, given.note ?? null, { how, releasedAsId })
  return answer(row)
})

/**
 * Challenges many entries with one reason, each with an event of its own, in one transaction: all of them or none. What stands in the way
 * is said of each by its number.
 */
export const challengeWithheld = command(
  'withheld.challenge',
  challengeWithheldInput,
  async (tx, actor, { entries, note }) => {
    insist(canChallenge(actor))
    const rows = await chosenRows(tx, actor, entries)
    const facts = await factsOf(tx, actor, rows)
    const problems = rows.flatMap((row): FieldProblem[] => {
      const ruling = canMove(actor, facts(row), challengeMove)
      return ruling.allowed ? [] : [{ path: 'entries', message: `${withheldRef(row)}: ${ruling.why}` }]
    })
    if (problems.length) throw invalid(problems, 'Nothing was challenged: some of the entries cannot be')
    for (const row of rows) await carryOut(tx, actor, row, row.version, challengeMove, note)
    return { entries: rows.map(withheldRef), challenged: rows.length }
  },
)

/** The entries that were chosen, by number, each as it stood on the screen from which it was chosen. */
async function chosenRows(tx: Tx, actor: Actor, entries: Chosen[]): Promise<WithheldRow[]> {
  const rows = await tx.withheldItem.findMany({
    where: { ...visibleTo(actor), number: { in: entries.map(({ ref }) => ref.number) } },
    include: withLinks,
    orderBy: { number: 'asc' },
  })
  const at = new Map(rows.map((row) => [row.number, row]))
  const which = ({ ref }: Chosen) => formatRef('W', ref.series, ref.number)
  const unknown = entries.filter(({ ref }) => !at.has(ref.number))
  if (unknown.length) {
    throw invalid(unknown.map((one) => ({ path: 'entries', message: `There is no ${which(one)} here.` })))
  }
  const stale = entries.flatMap((one): FieldProblem[] => {
    const row = at.get(one.ref.number)
    if (!row || row.version === one.version) return []
    const is = withheldStatuses[row.status].toLowerCase()
    return [{ path: 'entries', message: `${which(one)} was changed since you chose it, and is ${is} now.` }]
  })
  if (stale.length) {
    throw new Refusal('conflict', 'Nothing was challenged: some entries were changed since you chose them', {
      detail: 'Go back to the list, look at them again, and choose anew.',
      fields: stale,
    })
  }
  return rows
}

/** The id of the item that an answer to a challenge names, if it names one. Throws a Refusal when the item says otherwise, or has to be named. */
async function whatCame(
  tx: Tx,
  actor: Actor,
  move: WithheldMove,
  how: Accommodation | undefined,
  ref: Ref | null,
): Promise<string | null> {
  const item =
    ref && (await named('item', moveLabels.item, formatRef('E', ref.series, ref.number), loadEvidence(tx, actor, ref)))
  const against = againstAnswer(move, how, item && { ...item, ref: evidenceRef(item) })
  if (against) throw invalidField('item', against)
  return item?.id ?? null
}

type Answered = { how?: Accommodation | undefined; releasedAsId?: string | null }

/** One move that was judged: compare-and-set and its event. */
async function carryOut(
  tx: Tx,
  actor: Actor,
  before: WithheldRow,
  version: number,
  move: WithheldMove,
  note: string | null,
  { how, releasedAsId = null }: Answered = {},
): Promise<WithheldRow> {
  await set(tx, actor, before, version, {
    status: move.to,
    statusSince: now(actor),
    statusReason: note,
    accommodation: how ?? null,
    releasedAsId,
  })
  const row = await reloadWithheld(tx, before.id)
  await append(tx, actor, {
    event: `withheld.${move.verb}` as 'withheld.challenge',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: concernsOf(row),
    changes: changesBetween(withheldSnapshot(before), withheldSnapshot(row)),
    note: note ?? undefined,
  })
  return row
}

type Writable = Omit<Prisma.WithheldItemUncheckedUpdateManyInput, 'id' | 'inquiryId' | 'number' | 'version'>

/** Compare-and-set: writes only if nobody was faster than `version`. */
async function set(tx: Tx, actor: Actor, before: WithheldRow, version: number, data: Writable): Promise<void> {
  const done = await tx.withheldItem.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (done.count === 0) throw outdated(await reloadWithheld(tx, before.id), version)
}

/** Somebody was faster: says what the entry says now. */
function outdated(row: WithheldRow, version: number): Refusal {
  return conflict(version, row, {
    what: row.what,
    basis: bases[row.basis],
    basisWords: row.basisWords ?? '',
    status: withheldStatuses[row.status],
    ...(row.statusReason ? { note: row.statusReason } : {}),
  })
}

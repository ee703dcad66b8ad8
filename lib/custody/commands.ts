import type { z } from 'zod'
import { command } from '@/lib/command'
import { follow, happened, type Step } from '@/lib/custody/chain'
import { canCorrect, canRecord, twoPersons } from '@/lib/custody/policy'
import { firstDay, loadSteps } from '@/lib/custody/queries'
import { type CustodyEntry, enterCustody } from '@/lib/custody/record'
import { correctStepInput, recordStepInput, recordStepsInput, stepLabels } from '@/lib/custody/schema'
import { type CustodyField, type CustodyKind, type CustodyMove, lineFor, stateBefore } from '@/lib/custody/status'
import type { Tx } from '@/lib/db'
import { type EvidenceRow, evidenceRef, loadEvidence } from '@/lib/evidence/queries'
import { recordReturn } from '@/lib/evidence/record'
import { formatRef, type Ref } from '@/lib/fields'
import { moveFields } from '@/lib/move-fields'
import { notYet } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { invalid, invalidField, Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { dateFromDb, formatDay, formatMoment, localMoment, today, wallTime } from '@/lib/time'
import { barred } from '@/lib/workflow'

/** What every step may say besides the fields of its line in the table. */
const ALWAYS = ['by', 'happenedOn', 'happenedTime', 'copyNo']

/**
 * Records one step in the chain of an item. A staffer does it; it may have happened earlier, back to the day on which the item came, and
 * must fit between what was recorded before and after it. A return of accepted evidence moves the item too.
 */
export const recordStep = command('evidence.custody', recordStepInput, async (tx, actor, { evidence, ...step }) =>
  enter(tx, actor, await loadEvidence(tx, actor, evidence), step),
)

/** Records the same step for several items, all of them or none: what leaves on one receipt, what comes back together. */
export const recordSteps = command(
  'evidence.custody_of_many',
  recordStepsInput,
  async (tx, actor, { items, ...step }) => {
    insistOnRole(actor, step.kind)
    const rows: EvidenceRow[] = []
    for (const ref of items) rows.push(await itemNamed(tx, actor, ref))
    // All rows are held before the first step is written, in one order, so that two who do this at once wait for each other only once.
    const ids = rows.map(({ id }) => id).sort()
    await tx.$queryRaw`SELECT id FROM evidence_item WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
    for (const row of rows) {
      await enter(tx, actor, row, step).catch((error: unknown) => {
        throw error instanceof Refusal && error.kind === 'forbidden' ? ofItem(row, error) : error
      })
    }
    return { refs: rows.map(evidenceRef) }
  },
)

/** An item of several, by its number: what is missing is said beside the field in which its number was written. */
async function itemNamed(tx: Tx, actor: Actor, ref: Ref): Promise<EvidenceRow> {
  try {
    return await loadEvidence(tx, actor, ref)
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'missing') throw error
    throw invalidField('items', `There is no item ${formatRef('E', ref.series, ref.number)} in this inquiry.`)
  }
}

/** Of several items, the one for which it cannot be done is named. */
const ofItem = (item: EvidenceRow, { kind, message, detail }: Refusal) =>
  new Refusal(kind, `${evidenceRef(item)}: ${message}`, { ...(detail && { detail }) })

type Taken = Omit<z.output<typeof recordStepInput>, 'evidence' | 'copyNo'> & { copyNo?: string | null | undefined }

async function enter(tx: Tx, actor: Actor, item: EvidenceRow, step: Taken) {
  const { kind } = step
  const usual = insistOnRole(actor, kind)
  const said = textOf(moveFields(usual, step, ['kind', 'revision', ...ALWAYS], stepLabels))
  const by = step.by ?? actor.name
  insistOnTwo(kind, by, said.authorisedBy)
  const steps = await loadSteps(tx, item.id)
  insistOnClock(actor, steps)
  const { pieces } = follow(steps, stateBefore(item.accessMode))
  const newest = pieces[0]?.revision ?? 1
  const revision = step.revision ?? newest
  if (!pieces.some((piece) => piece.revision === revision)) {
    throw invalidField('revision', `Nothing came with revision ${revision} of ${evidenceRef(item)}.`)
  }
  const { id, number } = await enterCustody(
    tx,
    actor,
    { id: item.id, inquiryId: actor.inquiry.id, ref: evidenceRef(item), revision },
    {
      ...said,
      ...whenOf(actor, step, firstDay(actor.inquiry.timeZone, dateFromDb(item.receivedOn), steps)),
      kind,
      by,
      copyNo: step.copyNo ?? undefined,
    },
    (facts) => canRecord(actor, facts, lineFor(kind, facts.state) ?? usual),
  )
  if (kind === 'returned' && !step.copyNo && revision === newest) await recordReturn(tx, actor, item.id, said.note)
  return { ref: evidenceRef(item), entry: number, id }
}

/** Servers beside each other may differ by so much. */
const SKEW_MS = 60_000

/**
 * A chain that goes on in the future was written by a clock that was ahead, or this one is behind: what is recorded now would stand before it, in an order
 * in which nothing happened.
 */
function insistOnClock(actor: Actor, steps: readonly Step[]): void {
  // The demonstration is told in any order.
  if (actor.clock) return
  const ahead = happened(steps).find(({ happenedAt }) => happenedAt.getTime() > now(actor).getTime() + SKEW_MS)
  if (!ahead) return
  const at = formatMoment(ahead.happenedAt, actor.inquiry.timeZone)
  throw new Refusal('forbidden', `Entry ${ahead.number} of its chain is of ${at}, which has not come yet`, {
    detail:
      'The clock of the server was wrong then, or is now: tell whoever runs it. Where that entry has the wrong time, correct it; then record this.',
  })
}

/** Who may record this at all, before anything is told of a chain; whether it fits is judged where its piece is known. */
function insistOnRole(actor: Actor, kind: CustodyKind): CustodyMove {
  const usual = usualLine(kind)
  insist(canRecord(actor, { state: usual.from[0] ?? 'held', clawedBack: false }, usual))
  return usual
}

/**
 * Corrects an entry, whoever made it: says what was wrong, and states anew what it says, or that it never happened. What is left out is
 * emptied, except who did it, when, and to which copy. The entry itself stays as it was written.
 */
export const correctStep = command('evidence.custody_correction', correctStepInput, async (tx, actor, input) => {
  const item = await loadEvidence(tx, actor, input.evidence)
  insist(canCorrect(actor))
  const steps = await loadSteps(tx, item.id)
  const entry = steps.find(({ number }) => number === input.entry)
  if (!entry) throw invalidField('entry', `There is no entry ${input.entry} in the chain of ${evidenceRef(item)}.`)
  insistOnCorrectable(item, steps, entry, input.struck)
  const stands = happened(steps).find(({ id }) => id === entry.id) ?? entry
  const by = input.by ?? stands.by
  const said = input.struck ? textOf(stands) : restated(entry.kind, input)
  insistOnTwo(entry.kind, by, said.authorisedBy)
  const first = entry.kind === 'received' ? null : firstDay(actor.inquiry.timeZone, dateFromDb(item.receivedOn), steps)
  const { id, number } = await enterCustody(
    tx,
    actor,
    { id: item.id, inquiryId: actor.inquiry.id, ref: evidenceRef(item), revision: entry.revision },
    {
      ...said,
      ...whenOf(actor, input, first, stands),
      kind: 'correction',
      by,
      copyNo: input.copyNo ?? stands.copyNo ?? undefined,
      note: input.note,
      correctsId: entry.id,
      struck: input.struck,
    },
  )
  return { ref: evidenceRef(item), entry: number, id }
})

function insistOnCorrectable(
  item: EvidenceRow,
  steps: Step[],
  { kind, number, correctsId }: Step,
  struck: boolean,
): void {
  if (kind === 'correction') {
    const of = steps.find(({ id }) => id === correctsId)?.number
    throw invalidField('entry', `Entry ${number} is a correction itself: correct entry ${of} again instead.`)
  }
  if (!struck) return
  if (kind === 'registered') insist(barred('It was registered: that entry can be corrected, but not struck out.'))
  if (kind === 'returned' && item.status === 'returned') {
    insist(barred('Its return moved the item to returned, which cannot be undone. Say in words what was wrong.'))
  }
}

/** What the entry says from now on, by the fields that its line has; why it was corrected stands in the correction's own words. */
function restated(kind: CustodyKind, input: z.output<typeof correctStepInput>): Text {
  const { needs, takes, ...line } = usualLine(kind)
  const but = (fields: readonly CustodyField[]) => fields.filter((field) => field !== 'note' && field !== 'copyNo')
  const mended: CustodyMove = { ...line, needs: but(needs), takes: [...but(takes), 'note'] }
  const { evidence: _e, entry: _n, struck: _s, ...fields } = input
  return textOf(moveFields(mended, fields, ALWAYS, stepLabels))
}

function usualLine(kind: CustodyKind): CustodyMove {
  const line = lineFor(kind, 'held')
  if (!line) throw new Error(`there is no line for ${kind} in the table of custody`)
  return line
}

type Text = Pick<CustodyEntry, 'to' | 'from' | 'place' | 'authorisedBy' | 'receiptNo' | 'note'>

function textOf(said: { [field in keyof Text]: string | null | undefined }): Text {
  const { to, from, place, authorisedBy, receiptNo, note } = said
  return {
    to: to ?? undefined,
    from: from ?? undefined,
    place: place ?? undefined,
    authorisedBy: authorisedBy ?? undefined,
    receiptNo: receiptNo ?? undefined,
    note: note ?? undefined,
  }
}

function insistOnTwo(kind: CustodyKind, by: string, authorisedBy: string | undefined): void {
  const eyes = twoPersons(kind, by, authorisedBy)
  if (!eyes.allowed) throw invalidField('authorisedBy', eyes.why)
}

type When = Pick<CustodyEntry, 'happenedAt' | 'happenedOn'>

/**
 * When it happened, on the clock of the inquiry's zone: now, or as `stands` has it, if nothing is said; a day without a time is only a day.
 * Nothing happens in the future, nor before `first`, the day on which the item came.
 */
function whenOf(
  actor: Actor,
  said: { happenedOn?: string | null | undefined; happenedTime?: string | null | undefined },
  first: string | null,
  stands?: Pick<Step, 'happenedAt' | 'happenedOn'>,
): When {
  const zone = actor.inquiry.timeZone
  const was: When = stands?.happenedOn
    ? { happenedOn: dateFromDb(stands.happenedOn) }
    : stands
      ? { happenedAt: stands.happenedAt }
      : {}
  if (!said.happenedOn && !said.happenedTime) return was
  const day = said.happenedOn ?? today(zone, now(actor))
  const problems = notYet(actor, 'happenedOn', stepLabels.happenedOn, day)
  if (problems.length) throw invalid(problems)
  if (first && day < first) {
    throw invalidField('happenedOn', `It came on ${formatDay(first)}: nothing was done with it before that day.`)
  }
  if (!said.happenedTime) return { happenedOn: day }
  // The time of an entry as its form shows it, to the minute, is the moment that was recorded.
  if (was.happenedAt && wallTime(was.happenedAt, zone).slice(0, 16) === `${day}T${said.happenedTime}`) return was
  const happenedAt = momentOf(`${day}T${said.happenedTime}`, zone)
  if (happenedAt > now(actor)) {
    throw invalidField('happenedTime', `${stepLabels.happenedTime} has not come yet: write one before now.`)
  }
  return { happenedAt }
}

function momentOf(local: string, zone: string): Date {
  try {
    return localMoment(local, zone)
  } catch (error) {
    if (error instanceof RangeError)
      throw invalidField('happenedTime', `${stepLabels.happenedTime} is wrong: ${error.message}.`)
    throw error
  }
}

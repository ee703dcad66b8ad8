/* What can be done in the story: each verb calls the command of its room, with the version of the record as it stands. */
import { recordClaim } from '@/lib/claims/commands'
import { logCorrespondence } from '@/lib/correspondence/commands'
import { db } from '@/lib/db'
import { logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { loadEvidence } from '@/lib/evidence/queries'
import { parseRef, type Ref } from '@/lib/fields'
import type {
  Accommodation,
  Blocker,
  Direction,
  Judgement,
  Medium,
  Partition,
  Rung,
} from '@/lib/generated/prisma/enums'
import { clearLetter, draftLetter, moveLetter } from '@/lib/letters/commands'
import { loadLetter } from '@/lib/letters/queries'
import { addOffice } from '@/lib/offices/commands'
import { logQuestion } from '@/lib/questions/commands'
import { draftRequest, moveRequest } from '@/lib/requests/commands'
import { addNote, extend, setBlocker, takeRung } from '@/lib/requests/pressure'
import { loadRequest } from '@/lib/requests/queries'
import { challengeWithheld, logWithheld, moveWithheld } from '@/lib/withheld/commands'
import { loadWithheld } from '@/lib/withheld/queries'
import type {
  ClaimRow,
  EvidenceRow,
  LetterRow,
  OfficeRow,
  QuestionRow,
  RequestRow,
  WithheldRow,
} from '@/prisma/demo/rows'
import type { Act, Stage } from '@/prisma/demo/stage'

function refOf(ref: string): Ref {
  const found = parseRef(ref.slice(0, ref.indexOf('-')), ref)
  if (!found) throw new Error(`${ref} is no record number`)
  return found
}

/** The tables name their records by number; a number drawn otherwise means that a line stands in the wrong place. */
async function numbered(expected: string, made: Promise<{ ref: string }>): Promise<void> {
  const { ref } = await made
  if (ref !== expected) throw new Error(`the story calls it ${expected}, the ledger ${ref}`)
}

const optionalDay = (stage: Stage, n: number | undefined) => (n === undefined ? undefined : stage.day(n))

export const ask =
  ({ ref, ...question }: QuestionRow): Act =>
  ({ actor }) =>
    numbered(ref, logQuestion(actor, question))

export const claim =
  ({ ref, ...said }: ClaimRow): Act =>
  ({ actor }) =>
    numbered(ref, recordClaim(actor, said))

export const name =
  ({ ref, ...office }: OfficeRow): Act =>
  ({ actor }) =>
    numbered(ref, addOffice(actor, office))

export const request =
  ({ ref, due, to, form, drafted: _, ...row }: RequestRow): Act =>
  (stage) =>
    numbered(
      ref,
      draftRequest(stage.actor, { ...row, addressee: to, formWanted: form, dueOn: optionalDay(stage, due) }),
    )

export const letter =
  ({ ref, due, to, carries, instrument, subject, body, follows, rung, partition, signedBy }: LetterRow): Act =>
  (stage) =>
    numbered(
      ref,
      draftLetter(stage.actor, {
        instrument,
        subject,
        body,
        follows,
        rung,
        partition,
        signedBy,
        addressee: to,
        requests: carries,
        dueOn: optionalDay(stage, due),
      }),
    )

export const register =
  ({ ref, from, access, answers, logged: _, ...row }: EvidenceRow): Act =>
  (stage) =>
    numbered(
      ref,
      logEvidence(stage.actor, {
        ...row,
        receivedOn: stage.today,
        fromOffice: from,
        accessMode: access,
        requests: answers,
      }),
    )

async function ofLetter({ actor }: Stage, ref: string) {
  return { letter: ref, version: (await loadLetter(db(), actor, refOf(ref))).version }
}

export const submit =
  (ref: string, note?: string): Act =>
  async (stage) =>
    moveLetter(stage.actor, { ...(await ofLetter(stage, ref)), to: 'in_clearance', note })

export const clear =
  (ref: string, note?: string): Act =>
  async (stage) =>
    clearLetter(stage.actor, { ...(await ofLetter(stage, ref)), note })

/** Issues it on the day of the act. */
export const issue =
  (ref: string): Act =>
  async (stage) =>
    moveLetter(stage.actor, { ...(await ofLetter(stage, ref)), to: 'issued', issuedOn: stage.today })

export const sendBack =
  (ref: string, note: string): Act =>
  async (stage) =>
    moveLetter(stage.actor, { ...(await ofLetter(stage, ref)), to: 'draft', note })

async function ofRequest({ actor }: Stage, ref: string) {
  return { request: ref, version: (await loadRequest(db(), actor, refOf(ref))).version }
}

const move =
  (ref: string, to: string, fields: (stage: Stage) => Record<string, unknown>): Act =>
  async (stage) =>
    moveRequest(stage.actor, { ...(await ofRequest(stage, ref)), to, ...fields(stage) })

export const acknowledge = (ref: string, note?: string) => move(ref, 'acknowledged', () => ({ note }))
export const agree = (ref: string, note: string, due?: number) =>
  move(ref, 'agreed', (stage) => ({ note, dueOn: optionalDay(stage, due) }))
/** Schedules it, or postpones it when it is scheduled already. */
export const schedule = (ref: string, [day, time]: [number, string], note?: string) =>
  move(ref, 'scheduled', (stage) => ({ scheduledFor: `${stage.day(day)}T${time}`, note }))
export const receivePart = (ref: string, note: string) => move(ref, 'partly_received', () => ({ note }))
export const receive = (ref: string, note: string) => move(ref, 'received', () => ({ note }))
export const refuse = (ref: string, refusalBasis: string, refusedBy: string, note: string) =>
  move(ref, 'refused', () => ({ refusalBasis, refusedBy, note }))
export const satisfied = (ref: string, note: string) => move(ref, 'satisfied', () => ({ note }))
export const deficient = (ref: string, missing: string, due: number) =>
  move(ref, 'deficient', (stage) => ({ missing, dueOn: stage.day(due) }))

export const extendTo =
  (ref: string, due: number, askedBy: string, grantedBy: string, reason: string): Act =>
  async (stage) =>
    extend(stage.actor, { ...(await ofRequest(stage, ref)), dueOn: stage.day(due), askedBy, grantedBy, reason })

/** Held up by somebody else from the day of the act on. */
export const heldUpBy =
  (ref: string, blocker: Blocker, note: string): Act =>
  async (stage) =>
    setBlocker(stage.actor, { ...(await ofRequest(stage, ref)), blocker, since: stage.today, note })

export const climbTo =
  (ref: string, rung: Rung, note: string): Act =>
  async (stage) =>
    takeRung(stage.actor, { ...(await ofRequest(stage, ref)), rung, takenOn: stage.today, note })

export const jot =
  (ref: string, text: string, partition: Partition = 'shared'): Act =>
  ({ actor }) =>
    addNote(actor, { request: ref, partition, text })

type Contact = { office: string; withWhom?: string; requests?: string[]; letter?: string; partition?: Partition }

const contact =
  (medium: Medium, direction: Direction) =>
  (about: string, { requests = [], ...more }: Contact): Act =>
  ({ actor, today }) =>
    logCorrespondence(actor, { ...more, medium, direction, about, requests, happenedOn: today })

export const called = contact('call', 'held')
export const met = contact('meeting', 'held')
export const wrote = contact('email', 'sent')
export const heard = contact('email', 'received')
export const gotLetter = contact('letter', 'received')

const judge =
  (ref: string, to: string, fields: Record<string, unknown> = {}): Act =>
  async ({ actor }) =>
    moveEvidence(actor, {
      evidence: ref,
      version: (await loadEvidence(db(), actor, refOf(ref))).version,
      to,
      ...fields,
    })

type Judged = { responsive: Judgement; complete: Judgement; authentic: Judgement }

export const takeUp = (ref: string) => judge(ref, 'in_review')
export const accept = (ref: string, judged: Judged, note: string) => judge(ref, 'accepted', { ...judged, note })
export const reject = (ref: string, judged: Judged, note: string) => judge(ref, 'rejected', { ...judged, note })
/** A corrected copy came. */
export const revise = (ref: string, note: string): Act => judge(ref, 'logged', { note })

export const withhold =
  ({ ref, by, answers, dated, logged: _, ...row }: WithheldRow): Act =>
  (stage) =>
    numbered(
      ref,
      logWithheld(stage.actor, {
        ...row,
        office: by,
        requests: answers,
        assertedOn: stage.today,
        datedOn: optionalDay(stage, dated),
      }),
    )

async function ofWithheld({ actor }: Stage, ref: string) {
  return { withheld: ref, version: (await loadWithheld(db(), actor, refOf(ref))).version }
}

/** Challenges several entries at once, with one reason. */
export const challengeAll =
  (refs: string[], note: string): Act =>
  async (stage) => {
    const entries: string[] = []
    for (const ref of refs) entries.push(`${ref}@${(await ofWithheld(stage, ref)).version}`)
    return challengeWithheld(stage.actor, { entries, note })
  }

const rule =
  (ref: string, to: string, fields: Record<string, unknown>): Act =>
  async (stage) =>
    moveWithheld(stage.actor, { ...(await ofWithheld(stage, ref)), to, ...fields })

export const acceptClaim = (ref: string, note: string) => rule(ref, 'accepted', { note })
export const sustain = (ref: string, note: string) => rule(ref, 'sustained', { note })
export const released = (ref: string, item: string, note: string) => rule(ref, 'released', { item, note })
export const accommodated = (ref: string, accommodation: Accommodation, note: string, item?: string) =>
  rule(ref, 'accommodated', { accommodation, note, item })

import type { z } from 'zod'
import { append, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import { canLog, canName } from '@/lib/correspondence/policy'
import {
  type CorrespondenceRow,
  correspondenceById,
  correspondenceRef,
  correspondenceSnapshot,
  loadCorrespondence,
} from '@/lib/correspondence/queries'
import {
  directions,
  directionsOf,
  editCorrespondenceInput,
  logCorrespondenceInput,
  media,
} from '@/lib/correspondence/schema'
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { Partition } from '@/lib/generated/prisma/enums'
import { letterRef, loadLetter } from '@/lib/letters/queries'
import { named } from '@/lib/named'
import { nextNumber } from '@/lib/numbers'
import { loadOffice, officeRef } from '@/lib/offices/queries'
import { notYet } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { conflict, type FieldProblem, invalid, Refusal } from '@/lib/refusal'
import { loadRequest, requestRef } from '@/lib/requests/queries'
import { insist } from '@/lib/ruling'
import { dateFromDb, dateToDb } from '@/lib/time'
import { orList } from '@/lib/workflow'

type Particulars = Omit<z.output<typeof logCorrespondenceInput>, 'partition'>

const answer = (row: CorrespondenceRow) => ({ ref: correspondenceRef(row), version: row.version })

/** Logs a letter, e-mail, call or meeting with an office, and what it was about; for everybody, or for the actor's own side alone. */
export const logCorrespondence = command('correspondence.log', logCorrespondenceInput, async (tx, actor, input) => {
  const partition = input.partition ?? 'shared'
  insist(canLog(actor, partition))
  const links = await check(tx, actor, input, partition)
  const { id } = await tx.correspondence.create({
    data: {
      ...columns(input),
      officeId: links.officeId,
      letterId: links.letterId,
      inquiryId: actor.inquiry.id,
      partition,
      number: await nextNumber(tx, actor.inquiry.id, 'CO', partition),
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  await linkRequests(tx, actor, id, links.requestIds)
  const row = await correspondenceById(tx, id)
  await append(tx, actor, {
    event: 'correspondence.logged',
    subject: { type: 'correspondence', id, ref: correspondenceRef(row) },
    partition,
    inquiryId: actor.inquiry.id,
    concerns: concernsOf(row),
    changes: changesBetween(null, correspondenceSnapshot(row)),
    details: { what: deedWords(row) },
  })
  return answer(row)
})

/** Corrects what was logged: what is left empty is empty from then on. Whom it is kept for stays. */
export const editCorrespondence = command('correspondence.edit', editCorrespondenceInput, async (tx, actor, input) => {
  const before = await loadCorrespondence(tx, actor, input.correspondence)
  insist(canLog(actor, before.partition))
  const links = await check(tx, actor, input, before.partition)
  const done = await tx.correspondence.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version: input.version },
    data: {
      ...columns(input),
      officeId: links.officeId,
      letterId: links.letterId,
      version: { increment: 1 },
    },
  })
  if (done.count === 0) throw beaten(input.version, await correspondenceById(tx, before.id))
  await tx.correspondenceRequest.deleteMany({ where: { correspondenceId: before.id } })
  await linkRequests(tx, actor, before.id, links.requestIds)
  const row = await correspondenceById(tx, before.id)
  const changes = changesBetween(correspondenceSnapshot(before), correspondenceSnapshot(row))
  await append(tx, actor, {
    event: 'correspondence.edited',
    subject: { type: 'correspondence', id: row.id, ref: correspondenceRef(row) },
    partition: row.partition,
    inquiryId: actor.inquiry.id,
    concerns: distinct([...concernsOf(row), ...concernsOf(before)]),
    changes,
    ...('requests' in changes && { details: { requests: requestRefs(row).join(', ') || 'no request' } }),
  })
  return answer(row)
})

const columns = (input: Particulars) => ({
  medium: input.medium,
  direction: input.direction,
  happenedOn: dateToDb(input.happenedOn),
  withWhom: input.withWhom ?? null,
  about: input.about,
})

/** What the schema cannot know: that the direction fits the medium, that the day has come, and that what is named is there and may be named. */
async function check(tx: Tx, actor: Actor, input: Particulars, partition: Partition) {
  const problems: FieldProblem[] = [...wrongWay(input), ...notYet(actor, 'happenedOn', 'Date', input.happenedOn)]
  const find = async <T>(
    path: string,
    label: string,
    prefix: string,
    ref: Ref,
    load: Promise<T>,
  ): Promise<T | null> => {
    try {
      return await named(path, label, formatRef(prefix, ref.series, ref.number), load)
    } catch (error) {
      if (!(error instanceof Refusal && error.kind === 'invalid')) throw error
      problems.push(...error.fields)
      return null
    }
  }
  const office = await find('office', 'Office', 'O', input.office, loadOffice(tx, actor, input.office))
  const requestIds: string[] = []
  for (const ref of input.requests) {
    const request = await find('requests', 'Requests', 'R', ref, loadRequest(tx, actor, ref))
    if (!request) continue
    problems.push(...unnameable('requests', partition, { ref: requestRef(request), partition: request.partition }))
    requestIds.push(request.id)
  }
  const letter =
    input.letter && (await find('letter', 'Letter', 'L', input.letter, loadLetter(tx, actor, input.letter)))
  if (letter) problems.push(...unnameable('letter', partition, { ref: letterRef(letter), partition: letter.partition }))
  if (problems.length || !office) throw invalid(problems)
  return { officeId: office.id, requestIds, letterId: letter?.id ?? null }
}

function wrongWay({ medium, direction }: Particulars): FieldProblem[] {
  const ways = directionsOf[medium]
  if (ways.includes(direction)) return []
  const words = orList(ways.map((way) => directions[way].toLowerCase()))
  const what = media[medium].toLowerCase()
  return [
    {
      path: 'direction',
      message: `Direction: ${what === 'e-mail' ? 'an' : 'a'} ${what} is ${words}, not ${directions[direction].toLowerCase()}.`,
    },
  ]
}

function unnameable(path: string, partition: Partition, of: { ref: string; partition: Partition }): FieldProblem[] {
  const ruling = canName(partition, of)
  return ruling.allowed ? [] : [{ path, message: ruling.why }]
}

async function linkRequests(tx: Tx, actor: Actor, correspondenceId: string, requestIds: string[]): Promise<void> {
  await tx.correspondenceRequest.createMany({
    data: requestIds.map((requestId) => ({ inquiryId: actor.inquiry.id, correspondenceId, requestId })),
  })
}

function beaten(version: number, row: CorrespondenceRow) {
  return conflict(version, row, {
    medium: media[row.medium],
    direction: directions[row.direction],
    happenedOn: dateFromDb(row.happenedOn),
    office: `${officeRef(row.office)}, ${row.office.name}`,
    withWhom: row.withWhom ?? 'none',
    about: row.about,
    requests: requestRefs(row).join(', ') || 'none',
    letter: row.letter ? letterRef(row.letter) : 'none',
  })
}

const requestRefs = (row: CorrespondenceRow) => row.requests.map(({ request }) => requestRef(request))

function concernsOf(row: CorrespondenceRow): Subject[] {
  const { office, letter } = row
  return [
    ...row.requests.map(
      ({ request }): Subject => ({
        type: 'request',
        id: request.id,
        ref: requestRef(request),
      }),
    ),
    { type: 'office', id: office.id, ref: officeRef(office) },
    ...(letter ? [{ type: 'letter', id: letter.id, ref: letterRef(letter) } as const] : []),
  ]
}

const distinct = (records: Subject[]): Subject[] => [...new Map(records.map((record) => [record.id, record])).values()]

/** 'a call with White House Counsel', 'an e-mail from the strike cell' */
function deedWords(row: CorrespondenceRow): string {
  const what = media[row.medium].toLowerCase()
  const way = { sent: 'to', received: 'from', held: 'with' }[row.direction]
  return `${row.medium === 'email' ? 'an' : 'a'} ${what} ${way} ${row.office.name}`
}

import type { z } from 'zod'
import { append, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import { named } from '@/lib/named'
import { nextNumber } from '@/lib/numbers'
import { loadOffice, officeRef } from '@/lib/offices/queries'
import { mustHaveCome } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { canLog } from '@/lib/productions/policy'
import {
  loadProduction,
  type ProductionRow,
  productionById,
  productionRef,
  productionSnapshot,
} from '@/lib/productions/queries'
import { certifications, editProductionInput, logProductionInput, productionLabels } from '@/lib/productions/schema'
import { conflict, invalidField } from '@/lib/refusal'
import { loadRequest, type RequestRowInDb, requestRef } from '@/lib/requests/queries'
import { receive } from '@/lib/requests/receipt'
import { insist } from '@/lib/ruling'
import { dateFromDb, dateToDb } from '@/lib/time'

const answer = (row: ProductionRow) => ({ ref: productionRef(row), version: row.version })
const subjectOf = (row: ProductionRow): Subject => ({ type: 'production', id: row.id, ref: productionRef(row) })

/** Logs a delivery and, in the same step, moves the requests that it answers in part or in full along their own table. */
export const logProduction = command('production.log', logProductionInput, async (tx, actor, input) => {
  insist(canLog(actor))
  const entry = await particulars(tx, actor, input)
  const all = await answered(tx, actor, 'all', input.all)
  const part = await answered(tx, actor, 'part', input.part)
  const leave = await answered(tx, actor, 'leave', input.leave)
  const { id } = await tx.production.create({
    data: {
      ...entry,
      inquiryId: actor.inquiry.id,
      number: await nextNumber(tx, actor.inquiry.id, 'P'),
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  await link(tx, actor, id, [...all, ...part, ...leave])
  const row = await productionById(tx, id)
  const means = (of: RequestRowInDb[], what: 'all' | 'part') =>
    of.map(({ id: requestId }) => ({ requestId, means: what, path: what }))
  await receive(tx, actor, [...means(all, 'all'), ...means(part, 'part')], {
    on: input.receivedOn,
    by: subjectOf(row),
  })
  await append(tx, actor, {
    event: 'production.logged',
    subject: subjectOf(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: concernsOf(row),
    changes: changesBetween(null, productionSnapshot(row)),
    details: { from: row.fromOffice.name },
    leads: true,
  })
  return answer(row)
})

/** Corrects what was logged of a delivery; the old values stay in the history. What is left out is emptied. */
export const editProduction = command('production.edit', editProductionInput, async (tx, actor, input) => {
  const before = await loadProduction(tx, actor, input.production)
  insist(canLog(actor))
  const entry = await particulars(tx, actor, input)
  const requests = await answered(tx, actor, 'requests', input.requests)
  const done = await tx.production.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version: input.version },
    data: { ...entry, version: { increment: 1 } },
  })
  if (done.count === 0) throw beaten(input.version, await productionById(tx, before.id))
  await tx.productionRequest.deleteMany({ where: { productionId: before.id } })
  await link(tx, actor, before.id, requests)
  const row = await productionById(tx, before.id)
  await append(tx, actor, {
    event: 'production.edited',
    subject: subjectOf(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: distinct([...concernsOf(row), ...concernsOf(before)]),
    changes: changesBetween(productionSnapshot(before), productionSnapshot(row)),
  })
  return answer(row)
})

type Particulars = Omit<z.output<typeof editProductionInput>, 'production' | 'version' | 'requests'>

async function particulars(tx: Tx, actor: Actor, input: Particulars) {
  mustHaveCome(actor, 'receivedOn', productionLabels.receivedOn, input.receivedOn)
  const sought = formatRef('O', input.fromOffice.series, input.fromOffice.number)
  const office = await named('fromOffice', productionLabels.fromOffice, sought, loadOffice(tx, actor, input.fromOffice))
  return {
    fromOfficeId: office.id,
    receivedOn: dateToDb(input.receivedOn),
    medium: input.medium,
    volume: input.volume ?? null,
    batesFrom: input.batesFrom ?? null,
    batesTo: input.batesTo ?? null,
    coverLetter: input.coverLetter ?? null,
    certification: input.certification,
    certifiedBy: input.certifiedBy ?? null,
    note: input.note ?? null,
  }
}

/** The requests that are named, each there for everybody and issued: nothing can answer what was never asked. */
async function answered(
  tx: Tx,
  actor: Actor,
  path: 'all' | 'part' | 'leave' | 'requests',
  refs: Ref[],
): Promise<RequestRowInDb[]> {
  const found: RequestRowInDb[] = []
  for (const ref of refs) {
    const sought = formatRef('R', ref.series, ref.number)
    const request = await named(path, productionLabels[path], sought, loadRequest(tx, actor, ref))
    if (!request.issuedOn)
      throw invalidField(path, `${sought} was never issued, so nothing can answer it: issue it on a letter first.`)
    found.push(request)
  }
  return found
}

async function link(tx: Tx, actor: Actor, productionId: string, requests: RequestRowInDb[]): Promise<void> {
  await tx.productionRequest.createMany({
    data: requests.map(({ id }) => ({ inquiryId: actor.inquiry.id, productionId, requestId: id })),
  })
}

function concernsOf(row: ProductionRow): Subject[] {
  const { fromOffice: office } = row
  return [
    ...row.requests.map(({ request }): Subject => ({ type: 'request', id: request.id, ref: requestRef(request) })),
    { type: 'office', id: office.id, ref: officeRef(office) },
  ]
}

const distinct = (records: Subject[]): Subject[] => [...new Map(records.map((record) => [record.id, record])).values()]

function beaten(version: number, row: ProductionRow) {
  return conflict(version, row, {
    fromOffice: `${officeRef(row.fromOffice)}, ${row.fromOffice.name}`,
    receivedOn: dateFromDb(row.receivedOn),
    volume: row.volume ?? 'none',
    certification: certifications[row.certification],
    coverLetter: row.coverLetter ?? 'none',
    note: row.note ?? 'none',
    requests: row.requests.map(({ request }) => requestRef(request)).join(', ') || 'none',
  })
}

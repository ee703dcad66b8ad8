import { z } from 'zod'
import { parseBates } from '@/lib/bates'
import type { Tx } from '@/lib/db'
import { entryLabels } from '@/lib/evidence/labels'
import { loadEvidence } from '@/lib/evidence/queries'
import type { logEvidenceInput } from '@/lib/evidence/schema'
import { formatRef, optionalMomentIn, type Ref } from '@/lib/fields'
import { take } from '@/lib/input'
import { loadOffice } from '@/lib/offices/queries'
import { mustHaveCome } from '@/lib/past-day'
import type { Actor } from '@/lib/people/actor'
import { loadProduction } from '@/lib/productions/queries'
import { invalidField, Refusal } from '@/lib/refusal'
import { loadRequest } from '@/lib/requests/queries'
import { dateToDb } from '@/lib/time'

/*
 * What was typed into a register entry, with everything that it names found. It stands apart from record.ts, since it only reads; an upload
 * asks it before the first byte comes, so that nobody learns at the end that a request's number was mistyped.
 */

type Entry = z.output<typeof logEvidenceInput>
type Particulars = Omit<Entry, 'parent' | 'derivation' | 'all' | 'part'>

/** What was typed, with its office and requests found and its moments read in the inquiry's zone. Throws a Refusal beside the field. */
export async function particulars(tx: Tx, actor: Actor, input: Particulars) {
  mustHaveCome(actor, 'receivedOn', entryLabels.receivedOn, input.receivedOn)
  const { happenedFrom, happenedTo } = moments(actor, input)
  return {
    title: input.title,
    description: input.description ?? '',
    kind: input.kind,
    happened: input.happened ?? null,
    happenedFrom,
    happenedTo,
    receivedOn: dateToDb(input.receivedOn),
    fromOfficeId: await producer(tx, actor, input.fromOffice),
    accessMode: input.accessMode,
    handling: input.handling,
    heldAt: input.heldAt,
    controlNumber: input.controlNumber ?? null,
    copyNo: input.copyNo ?? null,
    maySee: input.maySee ?? null,
    productionId: input.production ? await delivery(tx, actor, input.production) : null,
    custodian: input.custodian ?? null,
    author: input.author ?? null,
    ...range(input),
    requestIds: await answered(tx, actor, input.requests),
  }
}

/** What a derivative was made from, and how; nothing of either for what came by itself. */
export async function origin(tx: Tx, actor: Actor, { parent, derivation }: Pick<Entry, 'parent' | 'derivation'>) {
  if (!parent) return { parentId: null, derivation: null }
  const item = await found(loadEvidence(tx, actor, parent))
  if (item) return { parentId: item.id, derivation: derivation ?? null }
  throw invalidField('parent', `There is no item ${formatRef('E', parent.series, parent.number)} in this inquiry.`)
}

function moments(actor: Actor, { happenedFrom, happenedTo }: Pick<Entry, 'happenedFrom' | 'happenedTo'>) {
  const zone = actor.inquiry.timeZone
  const read = take(
    z.object({
      happenedFrom: optionalMomentIn(zone, entryLabels.happenedFrom),
      happenedTo: optionalMomentIn(zone, entryLabels.happenedTo),
    }),
    { happenedFrom, happenedTo },
  )
  const [from, to] = [read.happenedFrom ?? null, read.happenedTo ?? null]
  if (from && to && to < from) {
    throw invalidField(
      'happenedTo',
      `${entryLabels.happenedTo} is before ${entryLabels.happenedFrom}: mend one of them.`,
    )
  }
  return { happenedFrom: from, happenedTo: to }
}

async function producer(tx: Tx, actor: Actor, ref: Ref): Promise<string> {
  const office = await found(loadOffice(tx, actor, ref))
  if (office) return office.id
  const which = formatRef('O', ref.series, ref.number)
  throw invalidField('fromOffice', `There is no office ${which} in this inquiry: choose one, or add it under Offices.`)
}

async function delivery(tx: Tx, actor: Actor, ref: Ref): Promise<string> {
  const production = await found(loadProduction(tx, actor, ref))
  if (production) return production.id
  throw invalidField('production', `There is no delivery ${formatRef('P', ref.series, ref.number)} in this inquiry.`)
}

/** The range as it is written, and as numbers for computing gaps. That it is one was checked by the schema. */
function range({ batesFrom, batesTo }: Pick<Entry, 'batesFrom' | 'batesTo'>) {
  const [first, last] = [parseBates(batesFrom ?? ''), parseBates(batesTo || batesFrom || '')]
  if (!batesFrom || !first || !last)
    return { batesFrom: null, batesTo: null, batesPrefix: null, batesFirst: null, batesLast: null }
  return {
    batesFrom,
    batesTo: batesTo || batesFrom,
    batesPrefix: first.prefix,
    batesFirst: first.number,
    batesLast: last.number,
  }
}

/** The ids of the requests that are answered, each visible to the actor and issued. */
async function answered(tx: Tx, actor: Actor, refs: Ref[]): Promise<string[]> {
  const ids: string[] = []
  for (const ref of refs) {
    const request = await found(loadRequest(tx, actor, ref))
    const which = formatRef('R', ref.series, ref.number)
    if (!request)
      throw invalidField('requests', `There is no request ${which} here: write the number of one that was issued.`)
    if (!request.issuedOn) {
      throw invalidField('requests', `${which} was never issued, so nothing can answer it: issue it on a letter first.`)
    }
    ids.push(request.id)
  }
  return ids
}

async function found<T>(load: Promise<T>): Promise<T | null> {
  try {
    return await load
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'missing') return null
    throw error
  }
}

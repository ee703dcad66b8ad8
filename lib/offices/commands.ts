import { append, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import { nextNumber } from '@/lib/numbers'
import { canKeep } from '@/lib/offices/policy'
import { loadOffice, type OfficeRow, officeById, officeRef, officeSnapshot } from '@/lib/offices/queries'
import { addOfficeInput, editOfficeInput } from '@/lib/offices/schema'
import { type Actor, now } from '@/lib/people/actor'
import { conflict, invalidField } from '@/lib/refusal'
import { insist } from '@/lib/ruling'

const subject = (row: OfficeRow): Subject => ({ type: 'office', id: row.id, ref: officeRef(row) })
const answer = (row: OfficeRow) => ({ ref: officeRef(row), version: row.version })

/** Adds an office whom the inquiry asks. Its name is the only one of its kind in the inquiry. */
export const addOffice = command('office.add', addOfficeInput, async (tx, actor, input) => {
  insist(canKeep(actor))
  const chain = await lockChain(tx, actor)
  nameIsFree(chain, input.name)
  const above = input.above ? find(chain, input.above) : null
  const { id } = await tx.office.create({
    data: {
      inquiryId: actor.inquiry.id,
      number: await nextNumber(tx, actor.inquiry.id, 'O'),
      name: input.name,
      contact: input.contact ?? null,
      aboveId: above?.id ?? null,
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  const row = await officeById(tx, id)
  await append(tx, actor, {
    event: 'office.added',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    changes: changesBetween(null, officeSnapshot(row)),
  })
  return answer(row)
})

/** Changes an office's name, contact or place in the chain of command: what is left empty is empty from then on. */
export const editOffice = command('office.edit', editOfficeInput, async (tx, actor, input) => {
  const chain = await lockChain(tx, actor)
  const before = await loadOffice(tx, actor, input.office)
  insist(canKeep(actor))
  nameIsFree(chain, input.name, before.id)
  const above = input.above ? find(chain, input.above) : null
  if (above) staysAChain(chain, before.id, above)
  const done = await tx.office.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version: input.version },
    data: { name: input.name, contact: input.contact ?? null, aboveId: above?.id ?? null, version: { increment: 1 } },
  })
  const row = await officeById(tx, before.id)
  if (done.count === 0) {
    throw conflict(input.version, row, {
      name: row.name,
      contact: row.contact ?? 'none',
      above: row.above ? `${officeRef(row.above)}, ${row.above.name}` : 'none',
    })
  }
  await append(tx, actor, {
    event: 'office.edited',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    changes: changesBetween(officeSnapshot(before), officeSnapshot(row)),
  })
  return answer(row)
})

type Link = { id: string; number: number; name: string; aboveId: string | null }

/**
 * All offices of the inquiry, under a lock that adding and editing share until commit: names and the chain are judged over all of them at
 * once, so two changes that are right each by itself cannot make a circle or a double together.
 */
async function lockChain(tx: Tx, actor: Actor): Promise<Link[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('offices of ' || ${actor.inquiry.id}, 0))`
  return tx.office.findMany({
    where: { inquiryId: actor.inquiry.id },
    select: { id: true, number: true, name: true, aboveId: true },
  })
}

function find(chain: Link[], ref: Ref): Link {
  const found = chain.find((office) => office.number === ref.number)
  if (found) return found
  throw invalidField('above', `Office above it: there is no office ${formatRef('O', ref.series, ref.number)} here.`)
}

/** Names that differ only in capitals are the same to a reader, so they count as the same. */
function nameIsFree(chain: Link[], name: string, ownId?: string): void {
  const twin = chain.find((office) => office.id !== ownId && office.name.toLowerCase() === name.toLowerCase())
  if (!twin) return
  throw invalidField(
    'name',
    `Name is taken: ${officeRef(twin)} is called so already. Use that one, or give this one a name that tells them apart.`,
  )
}

/** Going up from the new office above must not lead back to the office itself. */
function staysAChain(chain: Link[], id: string, above: Link): void {
  if (above.id === id) throw invalidField('above', 'Office above it: an office cannot stand above itself.')
  const byId = new Map(chain.map((office) => [office.id, office]))
  for (let up = byId.get(above.aboveId ?? ''); up; up = byId.get(up.aboveId ?? '')) {
    if (up.id !== id) continue
    throw invalidField(
      'above',
      `Office above it: ${officeRef(above)} stands below this office already. Choose another, or first put ${officeRef(above)} under another office.`,
    )
  }
}

import { append } from '@/lib/audit/append'
import { changesBetween, type Snapshot } from '@/lib/audit/canonical'
import type { EventName } from '@/lib/audit/events'
import { personCommand } from '@/lib/command'
import type { Tx } from '@/lib/db'
import type { Inquiry, Membership } from '@/lib/generated/prisma/client'
import { canManageInquiry, canOpenInquiry, canRuleOnSpill } from '@/lib/inquiries/policy'
import { loadIncident, sentIt } from '@/lib/inquiries/queries'
import {
  chambers,
  changeInquiryInput,
  closeInquiryInput,
  createInquiryInput,
  reopenInquiryInput,
  ruleOnSpillInput,
  slugOf,
} from '@/lib/inquiries/schema'
import { now, type Person } from '@/lib/people/actor'
import { conflict, forbidden, invalidField, missing, Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { dateFromDb, dateToDb, formatDay, today } from '@/lib/time'
import { allowed } from '@/lib/workflow'

/** Opens an inquiry; who opens it becomes its first administrator, nonpartisan. Administrators, and the command line. */
export const createInquiry = personCommand('inquiry.open', createInquiryInput, async (tx, who, input) => {
  insist(canOpenInquiry(who))
  const { slug: wanted, openedOn, ...rest } = input
  const slug = wanted ?? madeSlug(input.name)
  const [made] = await tx.inquiry.createManyAndReturn({
    data: [{ ...rest, slug, openedOn: dateToDb(openedOn), createdAt: now(who) }],
    skipDuplicates: true,
  })
  if (!made) throw invalidField('slug', 'Another inquiry has this name in its addresses: choose another one.')
  const member = who.userId
    ? await tx.membership.create({
        data: { inquiryId: made.id, userId: who.userId, role: 'admin', side: 'nonpartisan', createdAt: now(who) },
      })
    : null
  await record(tx, { ...who, ...placeOf(member) }, made, 'inquiry.opened', null)
  return { slug: made.slug }
})

/** Changes the particulars. Not its name in addresses: links that were sent around would break. */
export const changeInquiry = personCommand('inquiry.change', changeInquiryInput, async (tx, who, input) => {
  const { inquiry: before, as } = await manageable(tx, who, input.inquiry)
  mustBeOpen(before)
  const { inquiry: _, version, openedOn, ...rest } = input
  const after = await replace(tx, before, version, { ...rest, openedOn: dateToDb(openedOn) })
  await record(tx, as, after, 'inquiry.changed', before)
  return { slug: after.slug }
})

/** Closes the inquiry: its records are read-only from then on. Who may read them can still be changed. */
export const closeInquiry = personCommand('inquiry.close', closeInquiryInput, async (tx, who, input) => {
  const { inquiry: before, as } = await manageable(tx, who, input.inquiry)
  mustBeOpen(before)
  if (input.closedOn < dateFromDb(before.openedOn)) {
    throw invalidField(
      'closedOn',
      `Closed on is before the inquiry was opened, on ${dateFromDb(before.openedOn)}: write a later day.`,
    )
  }
  if (input.closedOn > today(before.timeZone, now(who))) {
    throw invalidField('closedOn', 'Closed on lies in the future: an inquiry is closed today or was closed before.')
  }
  const after = await replace(tx, before, input.version, { closedOn: dateToDb(input.closedOn) })
  await record(tx, as, after, 'inquiry.closed', before)
  return { slug: after.slug }
})

/** Opens a closed inquiry again. */
export const reopenInquiry = personCommand('inquiry.reopen', reopenInquiryInput, async (tx, who, input) => {
  const { inquiry: before, as } = await manageable(tx, who, input.inquiry)
  if (!before.closedOn) throw forbidden('This inquiry is not closed.')
  const after = await replace(tx, before, input.version, { closedOn: null })
  await record(tx, as, after, 'inquiry.reopened', before)
  return { slug: after.slug }
})

/**
 * Rules on a file that the spill guard stopped for a line that may be a company's own marking: whether it is a classification marking. What is ruled holds
 * for the bytes of that hash alone, and of any other rule nobody may rule. Whoever manages the inquiry and did not send the file; the newest counts.
 */
export const ruleOnSpill = personCommand('inquiry.rule_on_spill', ruleOnSpillInput, async (tx, who, input) => {
  const { inquiry, as } = await manageable(tx, who, input.inquiry)
  mustBeOpen(inquiry)
  const { sha256, sentBy } = await loadIncident(tx, inquiry.id, input.incident)
  insist(canRuleOnSpill(allowed, { sentIt: await sentIt(tx, inquiry.id, who.userId, sha256) }))
  const ordinary = input.ruling === 'ordinary'
  const ruling = { sha256, incidentId: input.incident, ordinary }
  await tx.spillRuling.create({
    data: { ...ruling, inquiryId: inquiry.id, reason: input.note, ruledById: who.userId, createdAt: now(who) },
  })
  await append(tx, as, {
    event: 'inquiry.spill_ruled',
    subject: { type: 'inquiry', id: inquiry.id, ref: inquiry.name },
    partition: 'shared',
    inquiryId: inquiry.id,
    note: input.note,
    details: { ...ruling, sentBy },
  })
  return { slug: inquiry.slug, incident: input.incident }
})

/**
 * The inquiry of this slug, for somebody who may manage it, and them with their role in it, as the history names them. To who is no
 * member and no administrator it does not exist.
 */
export async function manageable(tx: Tx, who: Person, slug: string): Promise<{ inquiry: Inquiry; as: Person }> {
  const inquiry = await tx.inquiry.findUnique({ where: { slug } })
  if (!inquiry) throw missing()
  const member = who.userId
    ? await tx.membership.findUnique({ where: { inquiryId_userId: { inquiryId: inquiry.id, userId: who.userId } } })
    : null
  if (!member && !who.isAdmin) throw missing()
  insist(canManageInquiry(who, member?.role ?? null))
  return { inquiry, as: { ...who, ...placeOf(member) } }
}

const placeOf = (member: Membership | null) => (member ? { role: member.role, side: member.side } : {})

function mustBeOpen(inquiry: Inquiry): void {
  if (!inquiry.closedOn) return
  throw new Refusal('closed', 'This inquiry is closed', {
    detail: `It was closed on ${formatDay(dateFromDb(inquiry.closedOn))} and is read-only since. Reopen it first.`,
  })
}

function madeSlug(name: string): string {
  const slug = slugOf(name)
  if (!slug)
    throw invalidField(
      'slug',
      'Name in addresses cannot be made of this name: write one in small letters, digits and hyphens.',
    )
  return slug
}

function snapshot(inquiry: Inquiry): Snapshot {
  const { slug, name, committee, chamber, timeZone, notice, openedOn, closedOn } = inquiry
  return {
    slug,
    name,
    committee,
    chamber,
    timeZone,
    notice,
    openedOn: dateFromDb(openedOn),
    closedOn: dateFromDb(closedOn),
  }
}

async function record(tx: Tx, as: Person, inquiry: Inquiry, event: EventName, before: Inquiry | null): Promise<void> {
  await append(tx, as, {
    event,
    subject: { type: 'inquiry', id: inquiry.id, ref: inquiry.name },
    partition: 'shared',
    inquiryId: inquiry.id,
    changes: changesBetween(before && snapshot(before), snapshot(inquiry)),
  })
}

type Change = Partial<Omit<Inquiry, 'id' | 'slug' | 'createdAt' | 'version'>>

async function replace(tx: Tx, before: Inquiry, version: number, data: Change): Promise<Inquiry> {
  const [after] = await tx.inquiry.updateManyAndReturn({
    where: { id: before.id, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (after) return after
  const current = await tx.inquiry.findUniqueOrThrow({ where: { id: before.id } })
  throw conflict(version, current, {
    name: current.name,
    committee: current.committee,
    chamber: chambers[current.chamber],
    timeZone: current.timeZone,
    openedOn: dateFromDb(current.openedOn),
    closedOn: dateFromDb(current.closedOn) ?? '',
    notice: current.notice ?? '',
  })
}

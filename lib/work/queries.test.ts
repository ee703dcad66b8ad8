import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { moveLetter } from '@/lib/letters/commands'
import { filterParams } from '@/lib/params'
import type { Actor } from '@/lib/people/actor'
import { listRequests } from '@/lib/requests/list'
import { requestFilter } from '@/lib/requests/schema'
import type { Committee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { cleared, here, letter, request, seatWithOffice } from '@/lib/testing/letters'
import { putRequest } from '@/lib/testing/records'
import { log } from '@/lib/testing/withheld'
import { addDays, dateToDb, startOfDay } from '@/lib/time'
import { moveWithheld } from '@/lib/withheld/commands'
import { workCount, workOf } from '@/lib/work/queries'
import { PATIENCE_DAYS } from '@/lib/work/withheld'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
})
// What is put into the database past the commands leaves no mark in the log, so each test begins before anything was counted.
beforeEach(async () => {
  committee = await seatWithOffice()
})

/** What waits for somebody: 'letters_to_clear L-1'. */
async function waits(actor: Actor): Promise<string[]> {
  const groups = await workOf(actor)
  expect(await workCount(actor)).toBe(groups.reduce((sum, { total }) => sum + total, 0))
  return groups.flatMap(({ key, items }) => items.map(({ ref }) => `${key} ${ref}`))
}

const why = async (actor: Actor, key: string) => (await workOf(actor)).find((group) => group.key === key)?.items[0]?.why
const submit = (actor: Actor, of: { ref: string; version: number }) =>
  moveLetter(actor, { letter: of.ref, version: of.version, to: 'in_clearance' })

it('nothing waits in an inquiry where nothing was done', async () => {
  for (const actor of Object.values(committee)) expect(await waits(actor)).toEqual([])
})

describe('letters', () => {
  it('to clear: for each reviewer of the side, until one returns it; then for its drafter, with the reason', async () => {
    const { ref } = await request(committee.staffer)
    const made = await letter(committee.staffer, { requests: [ref], partition: 'majority' })
    await submit(committee.staffer, made)
    expect(await waits(committee.reviewer)).toEqual(['letters_to_clear L-M1'])
    expect(await waits(committee.otherReviewer)).toEqual(['letters_to_clear L-M1'])
    // A drafter who is made a reviewer does not clear their own letter.
    expect(await waits({ ...committee.staffer, role: 'reviewer' })).toEqual([])
    for (const who of ['staffer', 'viewer', 'minorityReviewer', 'nonpartisanReviewer'] as const) {
      expect(await waits(committee[who])).toEqual([])
    }
    await moveLetter(committee.reviewer, {
      letter: 'L-M1',
      version: 2,
      to: 'draft',
      note: 'Two due dates are missing.',
    })
    expect(await waits(committee.reviewer)).toEqual([])
    expect(await waits(committee.staffer)).toEqual(['drafts_returned L-M1'])
    expect(await why(committee.staffer, 'drafts_returned')).toMatch(
      /^reviewer returned it on .*: Two due dates are missing\.$/,
    )
    expect(await waits(committee.otherStaffer)).toEqual([])
    await submit(committee.staffer, { ref: 'L-M1', version: 3 })
    expect(await waits(committee.staffer)).toEqual([])
  })

  it('to issue: for their drafter, once they are cleared', async () => {
    const { ref } = await request(committee.staffer)
    await cleared(committee, { requests: [ref] })
    expect(await waits(committee.staffer)).toEqual(['letters_to_issue L-1'])
    expect(await waits(committee.otherStaffer)).toEqual([])
    expect(await waits(committee.reviewer)).toEqual([])
  })

  it('that carry a draft without a due date, and set none themselves, wait for their drafter', async () => {
    const [without, withOne, covered] = [
      await request(committee.otherStaffer, { dueOn: '' }),
      await request(committee.otherStaffer),
      await request(committee.otherStaffer, { dueOn: '' }),
    ]
    await letter(committee.staffer, { requests: [without.ref, withOne.ref] })
    await letter(committee.staffer, { requests: [covered.ref], dueOn: addDays(here(committee.staffer), 9) })
    expect(await waits(committee.staffer)).toEqual([`without_due_date ${without.ref}`])
    expect(await why(committee.staffer, 'without_due_date')).toContain('L-1')
    expect(await waits(committee.otherStaffer)).toEqual([])
  })
})

describe('requests', () => {
  it('overdue and due soon wait for who owns them; what lies further off, or is settled, does not', async () => {
    const { staffer, otherStaffer } = committee
    const day = here(staffer)
    const due = (on: string) => ({
      ownerId: staffer.userId,
      issuedOn: dateToDb(addDays(day, -60)),
      dueOn: dateToDb(on),
      firstDueOn: dateToDb(on),
    })
    await putRequest(staffer, 1, due(addDays(day, 7)))
    await putRequest(staffer, 2, due(addDays(day, -1)))
    await putRequest(staffer, 3, due(day))
    await putRequest(staffer, 4, due(addDays(day, 8)))
    await putRequest(staffer, 5, { ...due(addDays(day, -9)), status: 'satisfied', outstanding: false })
    await putRequest(staffer, 6, due(addDays(day, -30)))
    expect(await waits(staffer)).toEqual(['my_overdue R-6', 'my_overdue R-2', 'my_due_soon R-3', 'my_due_soon R-1'])
    expect(await why(staffer, 'my_overdue')).toBe('It is 30 days overdue. You own it.')
    expect(await waits(otherStaffer)).toEqual([])
    for (const { list, total } of await workOf(staffer)) {
      const query = Object.fromEntries(new URL(list ?? '', 'http://ledger.example').searchParams)
      const { filter, dropped } = await filterParams(requestFilter, Promise.resolve(query))
      expect(dropped).toEqual([])
      expect((await listRequests(staffer, filter)).total).toBe(total)
    }
  })

  it('that came, or of which there are no records, wait for reviewers who did not draft them', async () => {
    const { ref } = await request(committee.staffer)
    await putRequest(committee.staffer, 2, { status: 'received', outstanding: false })
    await putRequest(committee.staffer, 3, { status: 'no_records', outstanding: false })
    const { db } = await import('@/lib/db')
    const on = dateToDb(here(committee.staffer))
    await db().request.updateMany({
      where: { inquiryId: committee.staffer.inquiry.id, number: 1 },
      data: { status: 'received', issuedOn: on, dueOn: on, firstDueOn: on },
    })
    expect((await waits(committee.minorityReviewer)).sort()).toEqual([
      `to_judge ${ref}`,
      'to_judge R-2',
      'to_judge R-3',
    ])
    expect((await waits({ ...committee.staffer, role: 'reviewer' })).sort()).toEqual(['to_judge R-2', 'to_judge R-3'])
    expect(await waits(committee.otherStaffer)).toEqual([])
  })
})

describe('evidence', () => {
  it('waits for every reviewer who did not make the entry, until one takes it up', async () => {
    await putRequest(committee.staffer, 1)
    await logEvidence(committee.staffer, {
      ...{
        title: 'Recording',
        kind: 'video',
        receivedOn: here(committee.staffer),
        fromOffice: 'O-1',
        heldAt: 'Safe 1',
      },
      ...{ accessMode: 'delivered_copy', handling: 'unclassified', requests: 'R-1' },
    })
    expect(await waits(committee.reviewer)).toEqual(['items_to_review E-1'])
    expect(await waits(committee.minorityReviewer)).toEqual(['items_to_review E-1'])
    expect(await waits({ ...committee.staffer, role: 'reviewer' })).toEqual([])
    expect(await waits(committee.viewer)).toEqual([])
    await moveEvidence(committee.reviewer, { evidence: 'E-1', version: 1, to: 'in_review' })
    expect(await waits(committee.reviewer)).toEqual(['items_to_review E-1'])
    expect(await waits(committee.minorityReviewer)).toEqual([])
  })
})

describe('what is withheld', () => {
  it('waits for every reviewer who did not make the entry, until one rules on it', async () => {
    await putRequest(committee.staffer, 1)
    await log(committee.staffer)
    expect(await waits(committee.reviewer)).toEqual(['claims_to_rule_on W-1'])
    expect(await waits(committee.minorityReviewer)).toEqual(['claims_to_rule_on W-1'])
    expect(await why(committee.reviewer, 'claims_to_rule_on')).toMatch(/^Office 1 claims attorney-client since .*\.$/)
    expect(await waits({ ...committee.staffer, role: 'reviewer' })).toEqual([])
    for (const who of ['staffer', 'viewer', 'admin'] as const) expect(await waits(committee[who])).toEqual([])
    await moveWithheld(committee.reviewer, { withheld: 'W-1', version: 1, to: 'accepted', note: 'So.' })
    for (const actor of Object.values(committee)) expect(await waits(actor)).toEqual([])
  })

  it('waits for the staffer who logged it when a challenge has no answer for a fortnight', async () => {
    await putRequest(committee.staffer, 1)
    await log(committee.staffer)
    await moveWithheld(committee.reviewer, { withheld: 'W-1', version: 1, to: 'challenged', note: 'Too wide.' })
    const challengedOn = async (day: string) => {
      const { db } = await import('@/lib/db')
      await db().withheldItem.updateMany({
        where: { inquiryId: committee.staffer.inquiry.id },
        data: { statusSince: startOfDay(day, committee.staffer.inquiry.timeZone) },
      })
      // Something has to happen, or the figures of before are shown.
      await log(committee.otherStaffer)
    }
    await challengedOn(addDays(here(committee.staffer), 1 - PATIENCE_DAYS))
    expect(await waits(committee.staffer)).toEqual([])
    await challengedOn(addDays(here(committee.staffer), -PATIENCE_DAYS))
    expect(await waits(committee.staffer)).toEqual(['challenges_unanswered W-1'])
    expect(await why(committee.staffer, 'challenges_unanswered')).toBe(
      'It was challenged 14 days ago, and Office 1 has not answered. You logged it.',
    )
    expect(await waits(committee.otherStaffer)).toEqual([])
  })
})

import { logCorrespondence } from '@/lib/correspondence/commands'
import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import type { Actor } from '@/lib/people/actor'
import { addNote } from '@/lib/requests/pressure'
import type { Committee } from '@/lib/testing/committee'
import { here, issued, letter, request, seatWithOffice } from '@/lib/testing/letters'

/** What is typed of a call with an office today. */
export const callOf = (actor: Actor) => ({
  medium: 'call',
  direction: 'held',
  happenedOn: here(actor),
  office: 'O-1',
  about: 'The recording',
})

/** An inquiry with more than a page of requests and of history, with something of each side in it, and the viewer on the other side. */
export async function inMidCourse(): Promise<Committee> {
  const made = await seatWithOffice()
  const { staffer, minorityStaffer, viewer } = made
  await db().membership.updateMany({ where: { userId: viewer.userId }, data: { side: 'minority' } })
  await issued(made, { requests: [(await request(staffer)).ref] })
  for (let n = 2; n <= 55; n++) await request(staffer, { title: `Recording ${n}` })
  await letter(staffer, { requests: ['R-4', 'R-5'] })
  const noted = { request: 'R-1', text: 'They call again.' }
  for (const [actor, partition] of [
    [staffer, 'shared'],
    [staffer, 'majority'],
    [minorityStaffer, 'minority'],
  ] as const) {
    if (partition !== 'shared')
      await letter(actor, { partition, requests: [(await request(actor, { partition })).ref] })
    await logCorrespondence(actor, { ...callOf(actor), partition, requests: ['R-1'] })
    await addNote(actor, { ...noted, partition })
  }
  await logEvidence(staffer, {
    title: 'A recording',
    kind: 'video',
    receivedOn: here(staffer),
    fromOffice: 'O-1',
    accessMode: 'delivered_copy',
    handling: 'unclassified',
    heldAt: 'Room 1',
    requests: ['R-1'],
  })
  return made
}

import { db } from '@/lib/db'
import { draftsReturnedTo, letterRef, lettersToClear } from '@/lib/letters/queries'
import { instruments } from '@/lib/letters/schema'
import type { Actor } from '@/lib/people/actor'
import { visiblePartitions } from '@/lib/people/actor'
import { formatDay, today } from '@/lib/time'
import { counted } from '@/lib/words'
import { groupOf, type WorkGroup } from '@/lib/work/schema'

/*
 * Letters that wait for somebody. The groups of this room stand in one file for each kind of record that they are drawn from; queries.ts
 * puts them together.
 */

/** Drafts that a reviewer sent back to this person. */
export async function returnedDrafts(actor: Actor, day: string): Promise<WorkGroup> {
  const found = await draftsReturnedTo(actor)
  return groupOf(
    'drafts_returned',
    'Drafts returned',
    found.map(({ letter, returned }) => {
      const on = formatDay(today(actor.inquiry.timeZone, new Date(returned.at)), { today: day })
      const words = returned.note ? `: ${returned.note}` : '.'
      return {
        kind: 'letter',
        ref: letter.ref,
        title: letter.subject,
        why: `${returned.by} returned it on ${on}${words}`,
      }
    }),
  )
}

/** Letters in clearance, not of this reviewer's own making. */
export async function lettersToClearNow(actor: Actor): Promise<WorkGroup> {
  const found = await lettersToClear(actor)
  return groupOf(
    'letters_to_clear',
    'Letters to clear',
    found.map((letter) => ({
      kind: 'letter',
      ref: letter.ref,
      title: letter.subject,
      why: `${instruments[letter.instrument]} to ${letter.addressee.name}, carrying ${requestsInWords(letter.requests.length)}. It was submitted for clearance.`,
    })),
  )
}

/** Letters of this person's drafting that were cleared and can go out. */
export async function clearedLetters(actor: Actor): Promise<WorkGroup> {
  const rows =
    actor.role !== 'staffer'
      ? []
      : await db().letter.findMany({
          where: {
            inquiryId: actor.inquiry.id,
            partition: { in: visiblePartitions(actor) },
            status: 'in_clearance',
            clearedById: { not: null },
            createdById: actor.userId,
          },
          orderBy: { clearedAt: 'asc' },
          select: { partition: true, number: true, subject: true, addressee: { select: { name: true } } },
        })
  return groupOf(
    'letters_to_issue',
    'Letters to issue',
    rows.map((row) => ({
      kind: 'letter',
      ref: letterRef(row),
      title: row.subject,
      why: `It was cleared. It can be issued to ${row.addressee.name}.`,
    })),
  )
}

const requestsInWords = (n: number) => (n === 0 ? 'no request' : counted(n, 'request'))

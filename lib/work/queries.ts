import { untilSomethingHappens } from '@/lib/memo'
import type { Actor } from '@/lib/people/actor'
import { today } from '@/lib/time'
import { itemsToReview } from '@/lib/work/evidence'
import { brokenFiles, filesSetAside, stoppedFiles, uploadsStopped } from '@/lib/work/files'
import { clearedLetters, lettersToClearNow, returnedDrafts } from '@/lib/work/letters'
import { dueSoon, overdue, proofGone, toJudge, withoutDueDate } from '@/lib/work/requests'
import type { WorkGroup } from '@/lib/work/schema'
import { claimsToRuleOn, unansweredChallenges } from '@/lib/work/withheld'

/**
 * What waits for this person, in the order in which it is most urgent; groups without anything are left out. Only what exists for them, and
 * only what the rules let them do: nobody is asked to judge their own work.
 */
export async function workOf(actor: Actor): Promise<WorkGroup[]> {
  // What was refused moves no clock, so it is asked for each time.
  const stopped = await stoppedFiles(actor, today(actor.inquiry.timeZone))
  const rest = await untilSomethingHappens(actor, `work of ${actor.userId} as ${actor.role}`, async () => {
    const day = today(actor.inquiry.timeZone)
    const groups = await Promise.all([
      brokenFiles(actor, day),
      filesSetAside(actor, day),
      uploadsStopped(actor, day),
      returnedDrafts(actor, day),
      overdue(actor, day),
      lettersToClearNow(actor),
      itemsToReview(actor, day),
      proofGone(actor),
      toJudge(actor, day),
      unansweredChallenges(actor, day),
      claimsToRuleOn(actor, day),
      clearedLetters(actor),
      withoutDueDate(actor),
      dueSoon(actor, day),
    ])
    return groups.filter((group) => group.total > 0)
  })
  return stopped.total > 0 ? [stopped, ...rest] : rest
}

/** How many things wait for this person, for the navigation. */
export async function workCount(actor: Actor): Promise<number> {
  return (await workOf(actor)).reduce((sum, group) => sum + group.total, 0)
}

import { brokenItems } from '@/lib/files/checks'
import { listUploads, stoppedUploads } from '@/lib/files/queries'
import { spillsToRuleOn } from '@/lib/inquiries/queries'
import type { Actor } from '@/lib/people/actor'
import { addDays, formatDay, startOfDay, today } from '@/lib/time'
import { counted } from '@/lib/words'
import { groupOf, type WorkGroup } from '@/lib/work/schema'

/* Stored files that wait for somebody; see letters.ts for why it is a file of its own. */

/** Items of which a stored file is not what came: staffers have it restored. */
export async function brokenFiles(actor: Actor, day: string): Promise<WorkGroup> {
  const broken = actor.role === 'staffer' ? await brokenItems(actor) : []
  return groupOf(
    'broken_files',
    'Stored files that are not what came',
    broken.map(({ ref, title, files, missing, since }) => ({
      kind: 'evidence',
      ref,
      title,
      why:
        `${counted(files, 'file')}, ${missing === files ? 'missing' : missing === 0 ? 'with another hash' : `${missing} of them missing`}, ` +
        `by the check of ${formatDay(today(actor.inquiry.timeZone, new Date(since)), { today: day })}. Restore from a backup, then verify.`,
    })),
  )
}

/** Files that are not the ones on their producer's list: any staffer keeps or discards each, also one that they sent themselves. */
export async function filesSetAside(actor: Actor, day: string): Promise<WorkGroup> {
  const waiting = (await listUploads(actor)).filter(({ status }) => status === 'set_aside')
  return groupOf(
    'files_set_aside',
    'Files set aside, to be decided',
    waiting.map(({ id, name, item, by, own, lastAt }) => ({
      kind: 'upload',
      ref: id,
      at: `uploads/${id}`,
      title: name,
      why:
        `It is not the file on its producer’s list${item ? `, for ${item}` : ''}. ${own ? 'You' : by} sent it on ` +
        `${formatDay(today(actor.inquiry.timeZone, new Date(lastAt)), { today: day })}: keep it with a note, or discard it.`,
    })),
  )
}

/** So long a sender is told of an upload that was stopped. */
const TOLD_DAYS = 7

/** Uploads of this person that the ledger stopped and took away, until they sent a file of that name again, or a week has passed. */
export async function uploadsStopped(actor: Actor, day: string): Promise<WorkGroup> {
  const since = startOfDay(addDays(day, 1 - TOLD_DAYS), actor.inquiry.timeZone)
  const stopped = actor.role === 'staffer' ? await stoppedUploads(actor, since) : []
  return groupOf(
    'uploads_stopped',
    'Your uploads that were stopped',
    stopped.map(({ id, name, why, at }) => ({
      kind: 'upload',
      ref: id,
      at: 'uploads',
      title: name,
      why:
        `It was stopped on ${formatDay(today(actor.inquiry.timeZone, at), { today: day })}, and nothing of it was kept. ` +
        `${why} Send it again if it still belongs here.`,
    })),
  )
}

/** Files that were stopped for what may be a company's own marking: an administrator who did not send them rules on each. */
export async function stoppedFiles(actor: Actor, day: string): Promise<WorkGroup> {
  return groupOf(
    'spills_to_rule_on',
    'Files stopped by the spill guard, to be ruled on',
    (await spillsToRuleOn(actor)).map(({ id, by, at }) => ({
      kind: 'spill',
      ref: id,
      at: 'settings/spills',
      title: 'A file with a line that may be a company’s own marking',
      why: `${by} sent it on ${formatDay(today(actor.inquiry.timeZone, new Date(at)), { today: day })}. Nothing of it was kept. Rule whether it is a classification marking.`,
    })),
  )
}

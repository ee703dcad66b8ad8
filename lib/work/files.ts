import { brokenItems } from '@/lib/files/checks'
import type { Actor } from '@/lib/people/actor'
import { formatDay, today } from '@/lib/time'
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

import type { Broken } from '@/lib/files/checks'
import { Notice } from '@/lib/ui/notice'
import { Refs } from '@/lib/ui/ref'
import { figure, recordPath } from '@/lib/words'

/** As many as fit into a line. */
const NAMED = 5

/** Stored files that are not what came, item by item: what nobody may overlook. Nothing while there is none. */
export function FileAlarm({ slug, broken }: { slug: string; broken: Broken[] }) {
  if (broken.length === 0) return null
  const more = broken.length - NAMED
  return (
    <Notice tone="warn">
      <b>Stored files are not what came, or are missing:</b>{' '}
      <Refs of={broken.slice(0, NAMED).map(({ ref }) => ({ no: ref, href: recordPath(slug, 'evidence', ref) }))} />
      {more > 0 && ` and ${figure(more)} more`}. They cannot be opened. Restore them from a backup, then have them
      verified; until then nobody can show that they are what was delivered.
    </Notice>
  )
}

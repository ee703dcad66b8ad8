import type { Opening } from '@/lib/files/queries'
import { formatMoment } from '@/lib/time'
import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import { bytes } from '@/lib/words'

/** Who looked at the files of an item: each sitting, and how much of the file went out in it. */
export function Openings({ zone, openings }: { zone: string; openings: Opening[] }) {
  if (openings.length === 0) return null
  return (
    <Section title="Who looked at it" side="newest first">
      <DataTable
        caption="Each sitting with a file of this item"
        columns={[
          { label: 'Who' },
          { label: 'Opened' },
          { label: 'How' },
          { label: 'Revision' },
          { label: 'Went out' },
        ]}
        rows={openings.map(({ by, openedAt, how, revision, bytes: seen, size }, i) => ({
          key: i,
          cells: [
            by,
            formatMoment(openedAt, zone),
            how === 'download' ? 'Download' : 'In the page',
            String(revision),
            seen >= size ? `All of ${bytes(size)}` : `${bytes(seen)} of ${bytes(size)}`,
          ],
        }))}
      />
    </Section>
  )
}

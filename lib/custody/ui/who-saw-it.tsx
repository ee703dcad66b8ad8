import type { CustodyEntryRecord } from '@/lib/custody/schema'
import { whenWords } from '@/lib/custody/ui/words'
import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'

/** Of an item that is a register entry only: who saw it, when, where and on whose authority, by its chain of custody, the newest first. */
export function WhoSawIt({ zone, entries }: { zone: string; entries: CustodyEntryRecord[] }) {
  const seen = seenIn(entries)
  return (
    <Section title="Who saw it" side="by its chain of custody">
      {seen.length === 0 ? (
        <p className="sub">Nobody is recorded to have seen it yet: record each viewing under “Record a step”.</p>
      ) : (
        <DataTable
          caption="Who saw it, newest first"
          columns={[
            { label: 'Who', long: true },
            { label: 'When' },
            { label: 'Where', long: true },
            { label: 'Authorized by', long: true },
          ]}
          rows={seen.map((entry) => ({
            key: entry.id,
            cells: [entry.by, whenWords(entry, zone), entry.place, entry.authorisedBy],
          }))}
        />
      )}
    </Section>
  )
}

/** Viewings as they stand now: what was corrected says what its newest correction says, and what never happened is left out. */
export function seenIn(entries: CustodyEntryRecord[]): CustodyEntryRecord[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'viewed') return []
    const fix = entries.find(({ number }) => number === entry.correctedBy)
    if (!fix) return [entry]
    return fix.struck ? [] : [{ ...fix, id: entry.id, kind: 'viewed' as const }]
  })
}

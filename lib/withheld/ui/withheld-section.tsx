import { withParams } from '@/lib/address'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'
import { accommodations, bases, extents, type WithheldRecord } from '@/lib/withheld/schema'
import { withheldStatuses } from '@/lib/withheld/status'
import { short } from '@/lib/withheld/ui/lead'
import { withheldTones } from '@/lib/withheld/ui/tone'
import { figure, recordPath } from '@/lib/words'

type WithheldSectionProps = {
  slug: string
  /** How the list is narrowed to the same: { request: 'R-4' } */
  filter: { request: string } | { production: string } | { office: string }
  entries: WithheldRecord[]
  total: number
}

/** What is withheld that would answer a request, whose log came with a delivery, or that an office claims, for its page; nothing where nothing is. */
export function WithheldSection({ slug, filter, entries, total }: WithheldSectionProps) {
  if (total === 0) return null
  return (
    <Section
      title="Withheld"
      side={
        <a href={withParams(`/inquiries/${slug}/withheld`, {}, filter)}>
          {total > entries.length ? `All ${figure(total)} entries` : 'As a list'}
        </a>
      }
    >
      <DataTable
        caption="Entries of privilege logs"
        columns={[
          { label: 'Entry' },
          { label: 'What is withheld', long: true },
          { label: 'Basis' },
          { label: 'Stands at' },
        ]}
        rows={entries.map((entry) => ({
          key: entry.id,
          cells: [
            <Ref key="no" no={entry.ref} href={recordPath(slug, 'withheld', entry.ref)} />,
            <>
              {short(entry.what)}
              <span className="sub line">{entry.office.name}</span>
            </>,
            <>
              {bases[entry.basis]}
              <span className="sub line">{extents[entry.extent]}</span>
            </>,
            <Status key="st" tone={withheldTones[entry.status]} label={withheldStatuses[entry.status]} />,
          ],
        }))}
      />
    </Section>
  )
}

/** The entries that an item was released from, for its page; nothing where it was never withheld. */
export function WithheldBefore({ slug, entries }: { slug: string; entries: WithheldRecord[] }) {
  if (entries.length === 0) return null
  return (
    <Section title="Withheld before">
      <DataTable
        caption="The entries of privilege logs that this item answers"
        columns={[{ label: 'Entry' }, { label: 'What was withheld', long: true }, { label: 'Came as' }]}
        rows={entries.map((entry) => ({
          key: entry.id,
          cells: [
            <Ref key="no" no={entry.ref} href={recordPath(slug, 'withheld', entry.ref)} />,
            <>
              {short(entry.what)}
              <span className="sub line">
                {bases[entry.basis]}, {entry.office.name}
              </span>
            </>,
            entry.accommodation ? accommodations[entry.accommodation] : 'Released',
          ],
        }))}
      />
    </Section>
  )
}

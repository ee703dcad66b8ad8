import type { EvidenceRecord } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { registerEntryOnly } from '@/lib/evidence/ui/lead'
import { evidenceTones } from '@/lib/evidence/ui/tone'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'
import { figure, kinds, recordPath, registerOnly } from '@/lib/words'

type ItemsProps = { slug: string; production: string; items: EvidenceRecord[]; total: number }

/** The first items of the register that came with a delivery, and the way to all of them. */
export function ItemsOfProduction({ slug, production, items, total }: ItemsProps) {
  const all = `/inquiries/${slug}/evidence?production=${production}`
  return (
    <Section
      title="Items"
      side={total > items.length ? <a href={all}>All {figure(total)} in the register</a> : total > 0 && figure(total)}
    >
      {items.length === 0 ? (
        <p className="sub">Nothing that came with it is in the register yet.</p>
      ) : (
        <DataTable
          caption={`Items of ${production}`}
          columns={[{ label: 'Item' }, { label: 'What', long: true }, { label: 'Kind' }, { label: 'Status' }]}
          rows={items.map((item) => ({
            key: item.id,
            cells: [
              <Ref key="no" no={item.ref} href={recordPath(slug, 'evidence', item.ref)} />,
              <span key="what">
                {item.title}
                {registerOnly(item.handling) && <span className="sub line">{registerEntryOnly}</span>}
              </span>,
              kinds[item.kind],
              <Status key="st" tone={evidenceTones[item.status]} label={evidenceStatuses[item.status]} />,
            ],
          }))}
        />
      )}
    </Section>
  )
}

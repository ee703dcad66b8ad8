import type { EvidenceRecord } from '@/lib/evidence/schema'
import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'

/** What the producer's list says of an item beyond the register's own fields, as it came. Nothing where there was no list. */
export function ProducerFields({ item }: { item: EvidenceRecord }) {
  const fields = Object.entries(item.producerFields ?? {})
  if (fields.length === 0) return null
  return (
    <Section title="As the producer’s list has it" side="as it came">
      <DataTable
        caption="Columns of the producer’s list"
        columns={[{ label: 'Column' }, { label: 'Value', long: true }]}
        rows={fields.map(([name, value]) => ({ key: name, cells: [name, value] }))}
      />
    </Section>
  )
}

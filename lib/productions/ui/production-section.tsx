import type { ProductionRecord } from '@/lib/productions/schema'
import { ProductionTable } from '@/lib/productions/ui/production-table'
import { Section } from '@/lib/ui/page'

/** The deliveries that answer a request, or that came from an office: for the pages of other rooms. Nothing where there are none. */
export function ProductionSection({
  slug,
  rows,
  oneOffice,
}: {
  slug: string
  rows: ProductionRecord[]
  oneOffice?: boolean
}) {
  if (rows.length === 0) return null
  return (
    <Section title="Deliveries">
      <ProductionTable slug={slug} rows={rows} oneOffice={oneOffice} />
    </Section>
  )
}

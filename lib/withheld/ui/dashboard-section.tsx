import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import type { WithheldFigures } from '@/lib/withheld/figures'
import { bases } from '@/lib/withheld/schema'
import { totalWords } from '@/lib/withheld/ui/figures-view'
import { figure } from '@/lib/words'

/** As many as one takes in at a glance. */
const SHOWN = 4

/** What is withheld, for the dashboard: one line and the bases that are claimed most. Nothing where nothing is withheld. */
export function WithheldOnDashboard({ slug, figures }: { slug: string; figures: WithheldFigures }) {
  const { byBasis, total } = figures
  if (total.entries === 0) return null
  const here = `/inquiries/${slug}/withheld`
  return (
    <Section title="Withheld" side={<a href={`${here}/figures`}>By basis and office</a>}>
      <p>
        <a href={here}>{totalWords(total)}</a>
      </p>
      <DataTable
        caption="What is withheld, by basis"
        figures
        columns={[{ label: 'Basis claimed' }, { label: 'Entries', num: true }, { label: 'Challenged', num: true }]}
        rows={byBasis.slice(0, SHOWN).map(({ basis, entries, challenged }) => ({
          key: basis,
          cells: [
            <a key="basis" href={`${here}?basis=${basis}`}>
              {bases[basis]}
            </a>,
            figure(entries),
            figure(challenged),
          ],
        }))}
      />
    </Section>
  )
}

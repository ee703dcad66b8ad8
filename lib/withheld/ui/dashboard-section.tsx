import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import type { WithheldFigures } from '@/lib/withheld/figures'
import { bases } from '@/lib/withheld/schema'
import { counted, figure } from '@/lib/words'

/** As many as one takes in at a glance. */
const SHOWN = 4

/** What is withheld, for the dashboard: the bases that are claimed most, and all of it. Nothing where nothing is withheld. */
export function WithheldOnDashboard({ slug, figures }: { slug: string; figures: WithheldFigures }) {
  const { byBasis, total } = figures
  if (total.entries === 0) return null
  const here = `/inquiries/${slug}/withheld`
  const rest = byBasis.length - SHOWN
  return (
    <Section title="Withheld" side={<a href={`${here}/figures`}>By basis and office</a>}>
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
        foot={[
          <a key="all" href={here}>
            All withheld
          </a>,
          figure(total.entries),
          <a key="challenged" href={`${here}?status=challenged`}>
            {figure(total.challenged)}
          </a>,
        ]}
      />
      <p className="sub note">
        {rest > 0 && `Not shown: ${counted(rest, 'basis', 'bases')}. `}
        {figure(total.asserted)} not ruled on, {figure(total.released)} released.
      </p>
    </Section>
  )
}

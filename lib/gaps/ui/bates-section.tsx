import type { BatesFound } from '@/lib/gaps/schema'
import { Section } from '@/lib/ui/page'
import { Ref, Refs } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { counted, figure, recordPath } from '@/lib/words'

type BatesSectionProps = { slug: string; bates: BatesFound }

/** As many of a kind as stand on a record's page. */
const FIRST = 20

/** Bates numbers that no document has, or several, and files that came twice; nothing where there are none. */
export function BatesSection({ slug, bates: { skipped, overlapping, duplicates, counts } }: BatesSectionProps) {
  if (counts.skipped + counts.overlapping + counts.duplicates === 0) return null
  const item = (no: string) => ({ no, href: recordPath(slug, 'evidence', no) })
  return (
    <Section title="Gaps and overlaps" side={summary(counts)}>
      {skipped.length > 0 && (
        <>
          <h3>Numbers that no document has</h3>
          <DataTable
            caption="Bates numbers that no document has"
            columns={[
              { label: 'Numbers', long: true },
              { label: 'How many', num: true },
              { label: 'Where', long: true },
            ]}
            rows={skipped.slice(0, FIRST).map((gap) => ({
              key: gap.from,
              cells: [<Span key="n" {...gap} />, figure(Number(gap.numbers)), <Where key="w" slug={slug} gap={gap} />],
            }))}
          />
        </>
      )}
      <More of={counts.skipped} what="gap" />
      {overlapping.length > 0 && (
        <div className="gap-24">
          <h3>Numbers that two documents have</h3>
          <DataTable
            caption="Bates numbers that two documents have"
            columns={[
              { label: 'Numbers', long: true },
              { label: 'How many', num: true },
              { label: 'Items' },
              { label: 'Deliveries' },
            ]}
            rows={overlapping.slice(0, FIRST).map((one) => ({
              key: `${one.from} ${one.items.join()}`,
              cells: [
                <Span key="n" {...one} />,
                figure(Number(one.numbers)),
                <Refs key="i" of={one.items.map(item)} />,
                <Refs
                  key="p"
                  of={[...new Set(one.productions)].flatMap((no) =>
                    no === null ? [] : { no, href: recordPath(slug, 'production', no) },
                  )}
                />,
              ],
            }))}
          />
        </div>
      )}
      <More of={counts.overlapping} what="overlap" />
      {duplicates.length > 0 && (
        <div className="gap-24">
          <h3>Files that came more than once, byte for byte</h3>
          <DataTable
            caption="Files that came more than once, byte for byte"
            columns={[{ label: 'Items' }, { label: 'SHA-256', long: true }]}
            rows={duplicates.slice(0, FIRST).map(({ sha256, items }) => ({
              key: sha256,
              cells: [
                <Refs key="i" of={items.slice(0, FIRST).map(item)} />,
                <span key="h" className="sub">
                  {sha256.slice(0, 16)}…
                </span>,
              ],
            }))}
          />
        </div>
      )}
      <More of={counts.duplicates} what="file" />
    </Section>
  )
}

function summary({ skipped, overlapping, duplicates }: BatesFound['counts']): string {
  return [
    skipped > 0 && counted(skipped, 'gap'),
    overlapping > 0 && counted(overlapping, 'overlap'),
    duplicates > 0 && `${counted(duplicates, 'file')} twice`,
  ]
    .filter(Boolean)
    .join(', ')
}

const More = ({ of, what }: { of: number; what: string }) =>
  of > FIRST ? (
    <p className="sub note">
      The first {FIRST} of {counted(of, what)}.
    </p>
  ) : null

const Span = ({ from, to }: { from: string; to: string }) => (
  <>
    {from}
    {to !== from && <span className="sub line">to {to}</span>}
  </>
)

function Where({ slug, gap: { after, before, declared } }: { slug: string; gap: BatesFound['skipped'][number] }) {
  const link = (no: string, kind: 'evidence' | 'production') => <Ref no={no} href={recordPath(slug, kind, no)} />
  const across = after && before && after.production !== before.production
  return (
    <>
      {after && before && (
        <>
          between {link(after.item, 'evidence')} and {link(before.item, 'evidence')}
        </>
      )}
      {after && !before && <>after {link(after.item, 'evidence')}</>}
      {!after && before && <>before {link(before.item, 'evidence')}</>}
      {across && after.production && before.production && (
        <span className="sub line">
          between the volumes of {link(after.production, 'production')} and {link(before.production, 'production')}
        </span>
      )}
      {declared && <span className="sub line">named by the cover letter of {link(declared, 'production')}</span>}
    </>
  )
}

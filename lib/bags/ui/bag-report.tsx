import { type BagRecord, bagReport, reasons } from '@/lib/bags/schema'
import { ButtonLink, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { bytes, counted, figure, recordPath } from '@/lib/words'

/** What preparing a bag came to: the download, how to check it, and what is not in it. Nothing for a report of another shape. */
export function BagReportView({ slug, of, bag }: { slug: string; of: unknown; bag: BagRecord | null }) {
  const read = bagReport.safeParse(of)
  if (!read.success) return null
  const { name, items, files, fileBytes, size, leftOut, leftOutInAll } = read.data
  return (
    <>
      <Section title="The bag">
        <p>
          {read.data.of.charAt(0).toUpperCase() + read.data.of.slice(1)}: {counted(items, 'item')},{' '}
          {counted(files, 'file')} of {bytes(fileBytes)}
          {leftOutInAll > 0 && `, and ${figure(leftOutInAll)} that ${leftOutInAll === 1 ? 'is' : 'are'} not in it`}.
        </p>
        {bag ? (
          <>
            <p className="gap-16">
              <ButtonLink href={bag.download} main>
                Download {name}.tar, {bytes(size)}
              </ButtonLink>
            </p>
            <p className="sub note">
              A download that breaks goes on where it was. Unpack it with tar, then check it inside of its folder with
              “sha256sum -c manifest-sha256.txt”, or all of it with the Library of Congress’s “bagit.py --validate”.
              Begin with its index.html.
            </p>
          </>
        ) : (
          <p className="sub">It was kept for its time and is there no more: have it prepared anew.</p>
        )}
      </Section>
      {leftOutInAll > 0 && (
        <Section title="Not in the bag">
          <DataTable
            caption="What is not in the bag"
            columns={[{ label: 'Item' }, { label: 'File', long: true }, { label: 'Why', long: true }]}
            rows={leftOut.map((one, number) => ({
              key: number,
              cells: [
                <Ref key="no" no={one.item} href={recordPath(slug, 'evidence', one.item)} />,
                one.name ?? '',
                reasons[one.reason],
              ],
            }))}
          />
          {leftOutInAll > leftOut.length && (
            <p className="more">And {figure(leftOutInAll - leftOut.length)} more, listed in the bag.</p>
          )}
        </Section>
      )}
    </>
  )
}

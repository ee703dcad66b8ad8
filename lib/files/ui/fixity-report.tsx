import { fixityReport } from '@/lib/files/schema'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { bytes, counted, figure, recordPath } from '@/lib/words'

/** What a check of stored files found, in words, and each file that is not what came. Nothing for a report of another shape. */
export function FixityReport({ slug, of }: { slug: string; of: unknown }) {
  const read = fixityReport.safeParse(of)
  if (!read.success) return null
  const { files, bytes: size, failed, bad } = read.data
  return (
    <Section title="What it found">
      <p>
        {counted(files, 'file')}, {bytes(size)}:{' '}
        {files === 0 ? (
          'there was nothing to hash.'
        ) : failed === 0 ? (
          'each has the hash that it had when it came.'
        ) : (
          <b>{failed === 1 ? 'one is not what came.' : `${figure(failed)} are not what came.`}</b>
        )}
      </p>
      {failed > 0 && (
        <>
          <p className="note">
            They cannot be opened or downloaded until they were restored from a backup and verified again.
          </p>
          <DataTable
            caption="Files that are not what came"
            columns={[
              { label: 'Item' },
              { label: 'Revision' },
              { label: 'File', long: true },
              { label: 'SHA-256 when it came', long: true },
              { label: 'Found', long: true },
            ]}
            rows={bad.map((one) => ({
              key: `${one.item}/${one.revision}/${one.name}`,
              cells: [
                <Ref key="no" no={one.item} href={recordPath(slug, 'evidence', one.item)} />,
                one.revision,
                one.name,
                <span key="was" className="mono">
                  {one.expected}
                </span>,
                <span key="is" className="mono">
                  {one.found}
                </span>,
              ],
            }))}
          />
          {failed > bad.length && <p className="more">And {figure(failed - bad.length)} more.</p>}
        </>
      )}
    </Section>
  )
}

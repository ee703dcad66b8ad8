import type { ProductionRecord } from '@/lib/productions/schema'
import { Empty } from '@/lib/ui/notice'
import { Lead, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import type { Offered } from '@/lib/volumes/queries'
import { recordPath } from '@/lib/words'

type ChooseVolumeProps = { slug: string; production: ProductionRecord; offered: Offered }

/** Where the volume lies: on the server, or in the store as a zip that came with the delivery. */
export function ChooseVolume({ slug, production, offered: { folders, items } }: ChooseVolumeProps) {
  const here = `${recordPath(slug, 'production', production.ref)}/volume`
  const upload = `/inquiries/${slug}/evidence/new?production=${production.ref}`
  return (
    <>
      <Lead>
        A volume is a folder or a zip with a load file (DAT, CSV or an Excel workbook) and the files that it names.
        Nothing is kept before you have seen how it is read.
      </Lead>
      <div className="stack">
        <Section title="On the server">
          {folders.length === 0 ? (
            <Empty>
              Nothing lies there for this inquiry. Whoever runs the server puts folders and zips into the folder {slug}{' '}
              of the import folder (IMPORT_DIR in the settings).
            </Empty>
          ) : (
            <DataTable
              caption="Folders and zips on the server"
              columns={[{ label: 'Volume', long: true }, { label: 'What it is' }]}
              rows={folders.map((name) => ({
                key: name,
                cells: [
                  <a key="name" href={`${here}?folder=${encodeURIComponent(name)}`}>
                    {name}
                  </a>,
                  /\.zip$/i.test(name) ? 'Zip' : 'Folder',
                ],
              }))}
            />
          )}
        </Section>
        <Section title="Kept with this delivery">
          {items.length === 0 ? (
            <Empty action={{ label: 'Log the zip as an item', href: upload }}>
              No zip has been uploaded with this delivery. Log it as an item of {production.ref} and upload its file;
              then it stands here, and what came stays as it came.
            </Empty>
          ) : (
            <DataTable
              caption="Zips that are kept with this delivery"
              columns={[{ label: 'Item' }, { label: 'Volume', long: true }, { label: 'What', long: true }]}
              rows={items.map(({ ref, title, name }) => ({
                key: ref,
                cells: [
                  <Ref key="no" no={ref} href={recordPath(slug, 'evidence', ref)} />,
                  <a key="name" href={`${here}?item=${ref}`}>
                    {name}
                  </a>,
                  title,
                ],
              }))}
            />
          )}
        </Section>
      </div>
    </>
  )
}

import type { BagRecord } from '@/lib/bags/schema'
import { formatMoment } from '@/lib/time'
import { DataTable } from '@/lib/ui/table'
import { bytes, counted } from '@/lib/words'

/** Bags that are there to be downloaded, newest first. */
export function BagTable({ bags, zone, slug }: { bags: BagRecord[]; zone: string; slug: string }) {
  return (
    <DataTable
      caption="Bags that were prepared, newest first"
      columns={[
        { label: 'What', long: true },
        { label: 'In it' },
        { label: 'Size' },
        { label: 'Prepared' },
        { label: 'Last handed out' },
        { label: 'Download', long: true },
      ]}
      rows={bags.map((bag) => ({
        key: bag.id,
        cells: [
          <a key="of" href={`/inquiries/${slug}/jobs/${bag.id}`}>
            {bag.of.charAt(0).toUpperCase() + bag.of.slice(1)}
          </a>,
          `${counted(bag.files, 'file')}${bag.leftOut > 0 ? `, ${bag.leftOut} left out` : ''}`,
          bytes(bag.size),
          formatMoment(new Date(bag.preparedAt), zone),
          bag.handedAt === null ? 'Not yet' : formatMoment(new Date(bag.handedAt), zone),
          <a key="tar" href={bag.download} download>
            {bag.name}.tar
          </a>,
        ],
      }))}
    />
  )
}

import { certifications, type ProductionRecord, productionMedia } from '@/lib/productions/schema'
import { formatDay } from '@/lib/time'
import { Ref, Refs } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { figure, recordPath } from '@/lib/words'

/** Deliveries as a table, newest first. On an office's page its own name is left out. */
export function ProductionTable({
  slug,
  rows,
  oneOffice,
}: {
  slug: string
  rows: ProductionRecord[]
  oneOffice?: boolean
}) {
  return (
    <DataTable
      caption="Deliveries, newest first"
      columns={[
        { label: 'No.' },
        { label: 'Received' },
        ...(oneOffice ? [] : [{ label: 'From', long: true }]),
        { label: 'Volume', long: true },
        { label: 'Certification' },
        { label: 'Answers' },
        { label: 'Items', num: true },
      ]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Ref key="no" no={row.ref} href={recordPath(slug, 'production', row.ref)} />,
          <time key="on" className="nw" dateTime={row.receivedOn}>
            {formatDay(row.receivedOn)}
          </time>,
          ...(oneOffice ? [] : [row.from.name]),
          <Volume key="volume" row={row} />,
          certifications[row.certification],
          <Refs key="r" of={row.requests.map(({ ref }) => ({ no: ref, href: recordPath(slug, 'request', ref) }))} />,
          figure(row.items),
        ],
      }))}
    />
  )
}

const Volume = ({ row }: { row: ProductionRecord }) => (
  <>
    {row.volume ?? productionMedia[row.medium]}
    {row.batesFrom && (
      <span className="sub line">
        {row.batesFrom} to {row.batesTo}
      </span>
    )}
  </>
)

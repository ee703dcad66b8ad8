import { withParams } from '@/lib/address'
import type { Actor } from '@/lib/people/actor'
import { certifications, type ProductionRecord, productionMedia } from '@/lib/productions/schema'
import { formatDay } from '@/lib/time'
import { Crumb } from '@/lib/ui/page'
import { PrintFoot, PrintHead } from '@/lib/ui/print-head'
import { DataTable } from '@/lib/ui/table'
import { counted, figure } from '@/lib/words'

type ProductionLogProps = {
  actor: Actor
  committee: string
  rows: ProductionRecord[]
  total: number
  /** The filters as they stand in the address */
  given: Record<string, string>
}

/** What was delivered, by whom, when and with which numbers: the log of productions, made to be printed, and for spreadsheets. */
export function ProductionLog({ actor, committee, rows, total, given }: ProductionLogProps) {
  const { slug, timeZone: zone } = actor.inquiry
  const list = `/inquiries/${slug}/productions`
  return (
    <>
      <div className="screen-only">
        <Crumb trail={[{ label: 'Productions', href: withParams(list, given, {}) }]} here="Production log" />
      </div>
      <article className="print wide">
        <PrintHead
          committee={committee}
          inquiry={actor.inquiry.name}
          title="Production log"
          sub={Object.keys(given).length > 0 ? 'Some of the deliveries, as the list was narrowed' : 'All deliveries'}
          csv={withParams(`${list}/csv`, given, {})}
          xlsx={withParams(`${list}/xlsx`, given, {})}
        />
        <section>
          <p>
            {counted(total, 'delivery', 'deliveries')}, newest first.
            {total > rows.length && ` These are the newest ${figure(rows.length)}; the spreadsheet has more.`}
          </p>
          {rows.length > 0 && (
            <DataTable
              caption="Deliveries, newest first"
              columns={[
                { label: 'No.' },
                { label: 'Received' },
                { label: 'From', long: true },
                { label: 'Volume, numbers', long: true },
                { label: 'Certification', long: true },
                { label: 'Answers', long: true },
                { label: 'Items', num: true },
              ]}
              rows={rows.map((row) => ({
                key: row.id,
                cells: [
                  row.ref,
                  <span key="on" className="nw">
                    {formatDay(row.receivedOn)}
                  </span>,
                  <>
                    {row.from.name}
                    <span className="sub line">{productionMedia[row.medium]}</span>
                    {row.note && <span className="sub line">{row.note}</span>}
                  </>,
                  <>
                    {row.volume}
                    {row.batesFrom && (
                      <span className="sub line">
                        {row.batesFrom} to {row.batesTo}
                      </span>
                    )}
                  </>,
                  <>
                    {certifications[row.certification]}
                    {row.certifiedBy && <span className="sub line">{row.certifiedBy}</span>}
                  </>,
                  row.requests.map(({ ref }) => ref).join(', '),
                  figure(row.items),
                ],
              }))}
            />
          )}
        </section>
        <PrintFoot by={actor.name} zone={zone} />
      </article>
    </>
  )
}

import { withParams } from '@/lib/address'
import type { ReportLine } from '@/lib/custody/report'
import { custodyKinds } from '@/lib/custody/status'
import type { Actor } from '@/lib/people/actor'
import { formatDay, timeIn, today } from '@/lib/time'
import { FilterForm, FilterSelect, FilterText } from '@/lib/ui/filters'
import { LeftOut } from '@/lib/ui/notice'
import { Crumb } from '@/lib/ui/page'
import { PrintFoot, PrintHead } from '@/lib/ui/print-head'
import { DataTable } from '@/lib/ui/table'
import { counted, figure, optionsOf } from '@/lib/words'

type CustodyReportProps = {
  actor: Actor
  committee: string
  lines: ReportLine[]
  total: number
  /** The filters as they stand in the address */
  given: Record<string, string>
  dropped: string[]
}

/** Who has held what, when and where: every step of every chain in some days, made to be printed, and for spreadsheets. */
export function CustodyReport({ actor, committee, lines, total, given, dropped }: CustodyReportProps) {
  const { slug, timeZone: zone } = actor.inquiry
  const here = `/inquiries/${slug}/custody`
  const days = [given.from && `from ${formatDay(given.from)}`, given.until && `until ${formatDay(given.until)}`]
  const kind = given.kind && custodyKinds[given.kind as keyof typeof custodyKinds]
  const narrowed = [...days, kind, given.item].filter(Boolean).join(', ')
  return (
    <>
      <div className="screen-only">
        <Crumb
          trail={[
            { label: 'Evidence', href: `/inquiries/${slug}/evidence` },
            { label: 'Where everything is', href: `/inquiries/${slug}/evidence/whereabouts` },
          ]}
          here="Custody report"
        />
        <LeftOut dropped={dropped} />
        <FilterForm action={here}>
          <FilterText name="from" label="From" type="date" value={given.from ?? ''} />
          <FilterText name="until" label="Until" type="date" value={given.until ?? ''} />
          <FilterSelect
            name="kind"
            label="Step"
            any="Any step"
            value={given.kind ?? ''}
            options={optionsOf(custodyKinds)}
          />
          <FilterText name="item" label="Item, such as E-12" value={given.item ?? ''} />
        </FilterForm>
      </div>
      <article className="print wide">
        <PrintHead
          committee={committee}
          inquiry={actor.inquiry.name}
          title="Custody report"
          sub={narrowed ? narrowed.charAt(0).toUpperCase() + narrowed.slice(1) : 'All steps'}
          csv={withParams(`${here}/csv`, given, {})}
          xlsx={withParams(`${here}/xlsx`, given, {})}
        />
        <section>
          <p>
            {counted(total, 'step')} in the order in which they happened.
            {total > lines.length &&
              ` These are the first ${figure(lines.length)}; narrow the days, or take the spreadsheet.`}
          </p>
          {lines.length > 0 && (
            <DataTable
              caption="Steps of custody, oldest first"
              columns={[
                { label: 'When' },
                { label: 'Item' },
                { label: 'Step', long: true },
                { label: 'By', long: true },
                { label: 'From, to', long: true },
                { label: 'Place, receipt', long: true },
              ]}
              rows={lines.map((line) => ({
                key: line.id,
                cells: [
                  <>
                    <span className="nw">{formatDay(dayOf(line, zone))}</span>
                    {timeOf(line) && <span className="sub line">{timeIn(new Date(timeOf(line) ?? 0), zone)}</span>}
                  </>,
                  `${line.item}, entry ${line.entry}`,
                  <>
                    <b>{custodyKinds[line.kind]}</b>
                    {stepWords(line)}
                    {line.note && <span className="sub line">{line.note}</span>}
                  </>,
                  <>
                    {line.by}
                    {line.authorisedBy && <span className="sub line">Authorized by {line.authorisedBy}</span>}
                  </>,
                  [line.from, line.to].filter(Boolean).join(' to '),
                  [line.place, line.receiptNo && `receipt ${line.receiptNo}`].filter(Boolean).join(', '),
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

/** A correction stands at the moment in which it was written, as in the chain of its item. */
const timeOf = ({ kind, happenedAt, recordedAt }: ReportLine) => (kind === 'correction' ? recordedAt : happenedAt)
const dayOf = (line: ReportLine, zone: string) =>
  line.kind === 'correction' ? today(zone, new Date(line.recordedAt)) : line.happenedOn

function stepWords({ copyNo, corrects, struck, correctedBy }: ReportLine): string {
  const words = [
    copyNo && `copy ${copyNo}`,
    corrects !== null && `of entry ${corrects}${struck ? ', which never happened' : ''}`,
    correctedBy !== null && `corrected by entry ${correctedBy}`,
  ].filter(Boolean)
  return words.length > 0 ? `, ${words.join(', ')}` : ''
}

import { momentInFull } from '@/lib/time'
import { PrintButton } from '@/lib/ui/print-button'

type PrintHeadProps = {
  committee: string
  inquiry: string
  title: string
  sub: string
  /** Where the same is handed out for spreadsheets */
  csv: string
  xlsx: string
}

/** The head of a report that is made to be printed; on the screen also the ways to take it along. */
export function PrintHead({ committee, inquiry, title, sub, csv, xlsx }: PrintHeadProps) {
  return (
    <>
      <p className="acts screen-only">
        <PrintButton />{' '}
        <a className="btn" href={csv}>
          Download CSV
        </a>{' '}
        <a className="btn" href={xlsx}>
          Download XLSX
        </a>
      </p>
      <header>
        <p className="print-of">{committee}</p>
        <p>{inquiry}</p>
        <h1>{title}</h1>
        <p className="print-title">{sub}</p>
      </header>
    </>
  )
}

type PrintFootProps = { by: string; at?: Date; zone: string; more?: string }

/** The foot of what is made to be printed: by whom and when it was made, `more` of what it was made from, and what system this is. */
export function PrintFoot({ by, at = new Date(), zone, more = '' }: PrintFootProps) {
  return (
    <p className="print-foot">
      Made by {by} on {momentInFull(at, zone)}
      {more}. Oversight Ledger is an unclassified system.
    </p>
  )
}

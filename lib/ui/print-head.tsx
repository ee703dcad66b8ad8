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

import { Fragment } from 'react'

/** A record's number, R-2, as a link that never breaks across lines. Without an address it is only the number. */
export const Ref = ({ no, href }: { no: string; href?: string }) =>
  href ? (
    <a className="ref" href={href}>
      {no}
    </a>
  ) : (
    <span className="ref">{no}</span>
  )

/** Several numbers, parted by spaces. */
export const Refs = ({ of }: { of: { no: string; href?: string }[] }) =>
  of.map((ref, i) => (
    <Fragment key={ref.no}>
      {i > 0 && ' '}
      <Ref {...ref} />
    </Fragment>
  ))

/** A record's number, R-2, as a link that never breaks across lines. Without an address it is only the number. */
export const Ref = ({ no, href }: { no: string; href?: string }) =>
  href ? (
    <a key={no} className="ref" href={href}>
      {no}
    </a>
  ) : (
    <span key={no} className="ref">
      {no}
    </span>
  )

/** Several numbers, parted by spaces. Called, not composed: a list shows hundreds of them, and each component costs. */
export const Refs = ({ of }: { of: { no: string; href?: string }[] }) =>
  of.flatMap((ref, i) => (i > 0 ? [' ', Ref(ref)] : [Ref(ref)]))

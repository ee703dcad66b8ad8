import type { OfficeRecord } from '@/lib/offices/schema'
import { below } from '@/lib/offices/ui/chain'
import { recordPath } from '@/lib/words'

/** Requests to one office that are outstanding now, and how many of them are overdue. */
export type OfficeCounts = { outstanding: number; overdue: number }

type OfficeTreeProps = {
  slug: string
  offices: OfficeRecord[]
  /** By the office's id; an office that is not in it has none */
  counts: ReadonlyMap<string, OfficeCounts>
  /** The office whose page this is */
  here?: string
}

/** The chain of command as nested lists, so that a screen reader says how deep each office stands, and a phone only indents. */
export function OfficeTree(props: OfficeTreeProps) {
  return (
    <div className="tree">
      <Level {...props} above={null} />
    </div>
  )
}

function Level({ above, ...props }: OfficeTreeProps & { above: string | null }) {
  const { slug, offices, counts, here } = props
  const level = below(offices, above)
  if (level.length === 0) return null
  return (
    <ul>
      {level.map((office) => (
        <li key={office.ref}>
          <div className="tree-row">
            <span className="tree-name">
              {office.ref === here ? (
                <b aria-current="page">{office.name}</b>
              ) : (
                <a href={recordPath(slug, 'office', office.ref)}>{office.name}</a>
              )}{' '}
              <span className="sub">{office.ref}</span>
            </span>
            <Counts slug={slug} office={office.ref} counts={counts.get(office.id)} />
          </div>
          <Level {...props} above={office.ref} />
        </li>
      ))}
    </ul>
  )
}

function Counts({ slug, office, counts }: { slug: string; office: string; counts: OfficeCounts | undefined }) {
  if (!counts?.outstanding) return <span className="sub tree-none">Nothing outstanding</span>
  const list = `/inquiries/${slug}/requests?office=${office}`
  return (
    <>
      <span>
        <a href={`${list}&view=outstanding`}>{counts.outstanding} outstanding</a>
      </span>
      {counts.overdue > 0 && (
        <span>
          <a className="late" href={`${list}&view=overdue`}>
            {counts.overdue} overdue
          </a>
        </span>
      )}
    </>
  )
}

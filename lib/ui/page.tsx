import { Fragment, type ReactNode, useId } from 'react'
import { Status, type Tone } from './status'

/** Where this page hangs: links, then the page's own name. */
export function Crumb({ trail, here }: { trail: { label: string; href: string }[]; here: string }) {
  return (
    <nav className="crumb" aria-label="You are in">
      {trail.map(({ label, href }) => (
        <Fragment key={href}>
          <a href={href}>{label}</a> /{' '}
        </Fragment>
      ))}
      <span aria-current="page">{here}</span>
    </nav>
  )
}

/** The title of a page that is no record; beside it the moment it speaks of, or what one can do. */
export function PageHead({ title, asOf, children }: { title: string; asOf?: ReactNode; children?: ReactNode }) {
  return (
    <div className="head">
      <h1>{title}</h1>
      {asOf && <p className="asof">{asOf}</p>}
      {children && <div className="acts">{children}</div>}
    </div>
  )
}

/** A link that looks like a button: the way to a form. */
export const ButtonLink = ({ href, main, children }: { href: string; main?: boolean; children: ReactNode }) => (
  <a className={main ? 'btn btn-main' : 'btn'} href={href}>
    {children}
  </a>
)

type RecordHeadProps = {
  no: string
  kind?: ReactNode
  statuses?: { tone: Tone; label: ReactNode }[]
  title: string
  lead?: ReactNode
  children?: ReactNode
}

/** A record opens with its number, kind and statuses, its title, and in one or two sentences where it stands. */
export function RecordHead({ no, kind, statuses = [], title, lead, children }: RecordHeadProps) {
  return (
    <header>
      <p className="head-id">
        <span className="no">{no}</span>
        {kind && <span>{kind}</span>}
        {statuses.map((status, i) => (
          <Status key={i} {...status} />
        ))}
      </p>
      <h1>{title}</h1>
      {lead && <Lead>{lead}</Lead>}
      {children}
    </header>
  )
}

/** One or two plain sentences that say where things stand. */
export const Lead = ({ children }: { children: ReactNode }) => <p className="lead">{children}</p>

type SectionProps = { title: string; side?: ReactNode; bare?: boolean; id?: string; children: ReactNode }

/** A ruled section; `side` stands small at the right of its head; `bare` has no rule. */
export function Section({ title, side, bare, id, children }: SectionProps) {
  const heading = useId()
  return (
    <section className={bare ? 'sec bare' : 'sec'} id={id} aria-labelledby={heading}>
      <div className="sec-head">
        <h2 id={heading}>{title}</h2>
        {side && <p className="sub">{side}</p>}
      </div>
      {children}
    </section>
  )
}

/** The three parts of a record's page, in the order in which a phone and a screen reader meet them. */
export function RecordColumns({ facts, text, moves }: { facts: ReactNode; text: ReactNode; moves?: ReactNode }) {
  return (
    <div className="rec">
      <div className="a-facts">{facts}</div>
      <div className="a-text stack">{text}</div>
      {moves && <div className="a-moves">{moves}</div>}
    </div>
  )
}

/** Wording that stands on the record, in serif: what was asked, what was claimed, what was answered. */
export const Wording = ({ children }: { children: ReactNode }) => <blockquote className="record">{children}</blockquote>

import type { ReactNode } from 'react'
import { figure } from '@/lib/words'

/** A place in the navigation, with how much is there. */
type NavItem = { label: string; href: string; count?: number; current?: boolean }

/** All that a frame shows, as plain data. */
export type ShellFrame = {
  /** absent on pages that belong to no inquiry: the list of inquiries, people, my page */
  inquiry?: { name: string; slug: string }
  nav: NavItem[]
  /** "Staffer, majority", and where my own page is */
  me: { label: string; href: string }
  /** what the search field holds now */
  query?: string
  foot: string
}

/** The frame of every page for somebody who is signed in. */
export function Shell({ inquiry, nav, me, query, foot, children }: ShellFrame & { children: ReactNode }) {
  return (
    <>
      <Top />
      <header>
        <div className="wrap mast">
          <Wordmark />
          {inquiry && (
            <p className="mast-inq">
              Inquiry: <b>{inquiry.name}</b> <a href="/inquiries">Change</a>
            </p>
          )}
          {inquiry && (
            <form
              className="mast-find"
              role="search"
              aria-label="This inquiry"
              action={`/inquiries/${inquiry.slug}/search`}
            >
              <label className="vh" htmlFor="find">
                Search this inquiry
              </label>
              <input id="find" name="q" type="search" defaultValue={query} placeholder="Search, or type R-12" />
              <button className="btn" type="submit">
                Search
              </button>
            </form>
          )}
          <div className={inquiry ? 'mast-me' : 'mast-me right'}>
            <a href={me.href}>{me.label}</a>
            <form action="/sign-out" method="post">
              <button className="linkish" type="submit">
                Sign out
              </button>
            </form>
          </div>
        </div>
        <Rules />
        <nav className="nav" aria-label={inquiry ? 'Inquiry' : 'Main'}>
          <div className="wrap">
            <ul>
              {nav.map(({ label, href, count, current }) => (
                <li key={label}>
                  <a href={href} aria-current={current ? 'page' : undefined}>
                    {label} {count !== undefined && <span className="n">{figure(count)}</span>}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </nav>
      </header>
      <Main foot={foot}>{children}</Main>
    </>
  )
}

/** The frame of pages for somebody who is not signed in. */
export function GateShell({ foot, children }: { foot?: ReactNode; children: ReactNode }) {
  return (
    <>
      <Top />
      <header>
        <div className="wrap mast">
          <Wordmark />
        </div>
        <Rules />
      </header>
      <Main foot={foot}>{children}</Main>
    </>
  )
}

const Top = () => (
  <>
    <a className="skip" href="#main">
      Skip to main content
    </a>
    <section className="notice" aria-label="System notice">
      <p className="wrap">
        <b>Unclassified system.</b> Never type, name or upload classified material here.
      </p>
    </section>
  </>
)

const Wordmark = () => (
  <a className="wordmark" href="/">
    Oversight Ledger
  </a>
)

const Rules = () => (
  <div className="wrap">
    <div className="rules" />
  </div>
)

const Main = ({ foot, children }: { foot?: ReactNode; children: ReactNode }) => (
  <>
    <main id="main" className="wrap" tabIndex={-1}>
      {children}
    </main>
    {foot && (
      <footer className="wrap">
        <p className="foot">{foot}</p>
      </footer>
    )}
  </>
)

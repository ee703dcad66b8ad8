import type { ReactNode } from 'react'
import type { Deadline, Headlines, HeldUp } from '@/lib/coverage/figures'
import type { LastEvent } from '@/lib/coverage/last-events'
import type { CoverageRow } from '@/lib/coverage/queries'
import { legend } from '@/lib/coverage/ui/cells'
import { CoverageMatrix } from '@/lib/coverage/ui/coverage-matrix'
import { type Begun, FirstSteps } from '@/lib/coverage/ui/first-steps'
import { headlineItems } from '@/lib/coverage/ui/headlines'
import { HeldUpTable } from '@/lib/coverage/ui/held-up-table'
import { LastList } from '@/lib/coverage/ui/last-list'
import type { Actor } from '@/lib/people/actor'
import { addDays, agoWords, formatDay, momentInFull, today } from '@/lib/time'
import { Heads } from '@/lib/ui/heads'
import { Days } from '@/lib/ui/log'
import { Legend } from '@/lib/ui/matrix'
import { Notice } from '@/lib/ui/notice'
import { ButtonLink, PageHead, Section } from '@/lib/ui/page'
import type { Total } from '@/lib/ui/plot-scale'
import { Ref, Refs } from '@/lib/ui/ref'
import { StepPlot } from '@/lib/ui/step-plot'
import { figure, recordPath } from '@/lib/words'

type DashboardProps = {
  actor: Actor
  /** the moment it speaks of */
  at: Date
  heads: Headlines
  /** Requests that are satisfied on what no longer stands, by number */
  unproven: { ref: string }[]
  rows: CoverageRow[]
  held: HeldUp
  totals: Total[]
  deadlines: { next: Deadline[]; total: number }
  events: LastEvent[]
  counts: Omit<Begun, 'members'>
  /** How many members there are of each role; counted only where nothing is issued yet */
  members: Begun['members']
  mayDraft: boolean
  /** What other rooms have to raise at once, above everything */
  alarm: ReactNode
  /** What other rooms have to say at a glance, below who holds things up */
  beside: ReactNode
}

/** Where the inquiry stands, for a look of ten seconds: numbers, the matrix, who holds things up, what is next, what happened last. */
export function Dashboard(props: DashboardProps) {
  const {
    actor,
    at,
    heads,
    unproven,
    rows,
    held,
    totals,
    deadlines,
    events,
    counts,
    members,
    mayDraft,
    alarm,
    beside,
  } = props
  const { slug, timeZone } = actor.inquiry
  const home = `/inquiries/${slug}`
  const day = today(timeZone, at)
  const first = totals[0]
  return (
    <>
      <PageHead title="Where the inquiry stands" asOf={`As of ${momentInFull(at, timeZone)}`}>
        {heads.issued > 0 && <ButtonLink href={`${home}/hand-over`}>Hand over</ButtonLink>}
      </PageHead>
      {alarm}
      {heads.issued === 0 && (
        <FirstSteps
          home={home}
          role={actor.role}
          begun={{ ...counts, members }}
          closed={actor.inquiry.closedOn !== null}
        />
      )}
      {rows.length > 0 && (
        <>
          {unproven.length > 0 && <ProofGone slug={slug} refs={unproven.map(({ ref }) => ref)} />}
          <Heads heads={headlineItems(slug, day, heads)} />
          <div className="cols">
            <Section title="Coverage" side="Each cell: its worst state, and how many of its requests are in it">
              <CoverageMatrix slug={slug} rows={rows} mayDraft={mayDraft} />
              <Legend items={legend} />
            </Section>
            <div className="stack">
              <Section title="Who holds things up">
                <HeldUpTable slug={slug} held={held} refused={heads.refused} />
              </Section>
              {beside}
            </div>
          </div>
        </>
      )}
      <div className="tri">
        <Section title="Issued against satisfied" side="Requests, running total">
          {first ? (
            <StepPlot totals={totals} from={addDays(first.on, -1)} to={day} />
          ) : (
            <p className="sub">Nothing has been issued yet.</p>
          )}
        </Section>
        <Section
          title="Next deadlines"
          side={
            deadlines.total > deadlines.next.length && (
              <a href={`${home}/requests?view=outstanding&dueFrom=${day}`}>All {figure(deadlines.total)}</a>
            )
          }
        >
          <NextDeadlines slug={slug} day={day} deadlines={deadlines.next} />
        </Section>
        <Section title="What happened last" side={<a href={`${home}/history`}>Full history</a>}>
          <LastList actor={actor} events={events} />
        </Section>
      </div>
    </>
  )
}

/** As many as fit into a line. */
const NAMED = 5

/** What was settled and is no longer: nobody reads the matrix without it. */
function ProofGone({ slug, refs }: { slug: string; refs: string[] }) {
  const one = refs.length === 1
  const more = refs.length - NAMED
  return (
    <Notice tone="warn">
      <b>Satisfied, but {one ? 'its' : 'their'} proof is gone:</b>{' '}
      <Refs of={refs.slice(0, NAMED).map((ref) => ({ no: ref, href: recordPath(slug, 'request', ref) }))} />
      {more > 0 && (
        <>
          {' '}
          and <a href={`/inquiries/${slug}/requests?view=unproven`}>{figure(more)} more</a>
        </>
      )}
      {one
        ? '. A reviewer has to reopen it, or say why it still holds; until then it counts as received.'
        : '. A reviewer has to reopen each, or say why it still holds; until then they count as received.'}
    </Notice>
  )
}

function NextDeadlines({ slug, day, deadlines }: { slug: string; day: string; deadlines: Deadline[] }) {
  if (deadlines.length === 0) return <p className="sub">Nothing that is outstanding falls due from today on.</p>
  return (
    <Days
      days={deadlines.map(({ ref, title, on, office }) => ({
        key: ref,
        date: formatDay(on, { weekday: true, today: day }),
        on,
        distance: agoWords(on, day),
        what: (
          <>
            <Ref no={ref} href={recordPath(slug, 'request', ref)} /> {title}
          </>
        ),
        sub: office,
      }))}
    />
  )
}

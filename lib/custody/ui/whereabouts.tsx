import { withParams } from '@/lib/address'
import type { WhereaboutsLine } from '@/lib/custody/schema'
import type { CustodyState } from '@/lib/custody/status'
import { custodyStatuses } from '@/lib/custody/status'
import type { Standings, Whereabouts } from '@/lib/custody/whereabouts'
import { agoWords, formatDay, today } from '@/lib/time'
import { FilterForm, FilterText } from '@/lib/ui/filters'
import { Shown, Views } from '@/lib/ui/list'
import { pageOfList } from '@/lib/ui/list-address'
import { Done, EmptyList, LeftOut } from '@/lib/ui/notice'
import { ButtonLink, Crumb, PageHead, Section } from '@/lib/ui/page'
import { Pager, rangeWords } from '@/lib/ui/pager'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { counted, recordPath } from '@/lib/words'

/** How many lines a page has. */
export const PAGE_SIZE = 50

/** How many items can be checked out or in together. */
const MOST_TOGETHER = 200

type WhereaboutsProps = {
  slug: string
  zone: string
  page: number
  found: Whereabouts
  standings: Standings
  /** The filters as they stand in the address */
  given: Record<string, string>
  dropped: string[]
  /** How many were just checked out or in */
  did: number
  mayRecord: boolean
}

/** Where everything is now: by state, by place, by holder, and what has been there for more than so many days. */
export function WhereaboutsView({
  slug,
  zone,
  page,
  found,
  standings,
  given,
  dropped,
  did,
  mayRecord,
}: WhereaboutsProps) {
  const here = `/inquiries/${slug}/evidence/whereabouts`
  const all = Object.values(standings.states).reduce((sum, n) => sum + n, 0)
  const range = rangeWords(page, PAGE_SIZE, found.total, 'Nothing')
  const together = mayRecord && found.total > 0 && found.total <= MOST_TOGETHER
  return (
    <>
      <Crumb trail={[{ label: 'Evidence', href: `/inquiries/${slug}/evidence` }]} here="Where everything is" />
      {did > 0 && <Done>Recorded for {counted(did, 'item')}.</Done>}
      <PageHead title="Where everything is">
        <ButtonLink href={`/inquiries/${slug}/custody`}>Custody report</ButtonLink>
      </PageHead>
      <LeftOut dropped={dropped} />
      <Views
        views={[
          { label: 'All', count: all, href: withParams(here, given, { state: null }), current: !given.state },
          ...(Object.keys(standings.states) as CustodyState[]).map((state) => ({
            label: custodyStatuses[state],
            count: standings.states[state],
            href: withParams(here, given, { state }),
            current: given.state === state,
          })),
        ]}
      />
      <FilterForm action={here} keep={{ state: given.state }}>
        <FilterText name="days" label="There for more than … days" value={given.days ?? ''} />
        <FilterText name="place" label="Place" value={given.place ?? ''} />
        <FilterText name="holder" label="Holder" value={given.holder ?? ''} />
        <FilterText name="receipt" label="Receipt number" value={given.receipt ?? ''} />
      </FilterForm>
      <div className="stack">
        <div>
          {found.lines.length === 0 ? (
            <EmptyList
              here={here}
              one="item"
              filtered={Object.keys(given).length > 0}
              begin={false}
              others="Nothing has been registered yet. What is logged stands here, with the place where it is."
            />
          ) : (
            <>
              <Shown range={range} order="what has been there longest first" />
              <Lines slug={slug} zone={zone} lines={found.lines} />
              {together && given.state === 'out' && (
                <p className="more">
                  <ButtonLink href={withParams(`${here}/checked_in`, given, {})}>Check several in</ButtonLink>
                </p>
              )}
              {together && given.state === 'held' && (
                <p className="more">
                  <ButtonLink href={withParams(`${here}/checked_out`, given, {})}>Check several out</ButtonLink>
                </p>
              )}
              <Pager page={page} size={PAGE_SIZE} total={found.total} href={pageOfList(here, given)} />
            </>
          )}
        </div>
        <Groups here={here} zone={zone} standings={standings} />
      </div>
    </>
  )
}

function Lines({ slug, zone, lines }: { slug: string; zone: string; lines: WhereaboutsLine[] }) {
  return (
    <DataTable
      caption="Where everything is"
      columns={[
        { label: 'Item' },
        { label: 'What', long: true },
        { label: 'State' },
        { label: 'Holder', long: true },
        { label: 'Place', long: true },
        { label: 'Since' },
        { label: 'Receipt' },
      ]}
      rows={lines.map((line) => ({
        key: `${line.ref}/${line.revision}/${line.copyNo}`,
        cells: [
          <Ref key="no" no={line.ref} href={recordPath(slug, 'evidence', line.ref)} />,
          <>
            {line.title}
            {line.copyNo !== null && <span className="sub line">Copy {line.copyNo}</span>}
            {line.revision > 1 && <span className="sub line">Revision {line.revision}</span>}
          </>,
          custodyStatuses[line.state],
          line.holder && (
            <>
              {line.holder}
              {line.state === 'out' && line.authorisedBy && (
                <span className="sub line">Authorized by {line.authorisedBy}</span>
              )}
            </>
          ),
          line.place,
          line.since && <Since key="since" since={line.since} zone={zone} />,
          line.receiptNo,
        ],
      }))}
    />
  )
}

function Since({ since, zone }: { since: string; zone: string }) {
  const [on, now] = [today(zone, new Date(since)), today(zone)]
  return (
    <>
      <time className="nw" dateTime={since}>
        {formatDay(on, { today: now })}
      </time>
      <span className="sub line nw">{agoWords(on, now)}</span>
    </>
  )
}

function Groups({ here, zone, standings: { places, holders } }: { here: string; zone: string; standings: Standings }) {
  return (
    <div className="pair">
      <Section title="With the committee, by place">
        {places.length === 0 ? (
          <p className="sub">Nothing is with the committee.</p>
        ) : (
          <DataTable
            caption="What is with the committee, by place"
            figures
            columns={[
              { label: 'Place', long: true },
              { label: 'Items', num: true },
            ]}
            rows={places.map(({ name, n }) => ({
              key: name,
              cells: [
                <a key="place" href={withParams(here, {}, { state: 'held', place: name })}>
                  {name}
                </a>,
                n.toLocaleString('en-US'),
              ],
            }))}
          />
        )}
      </Section>
      <Section title="Checked out, by holder">
        {holders.length === 0 ? (
          <p className="sub">Nothing is checked out.</p>
        ) : (
          <DataTable
            caption="What is checked out, by holder"
            figures
            columns={[{ label: 'Holder', long: true }, { label: 'Items', num: true }, { label: 'Longest since' }]}
            rows={holders.map(({ name, n, since }) => ({
              key: name,
              cells: [
                <a key="holder" href={withParams(here, {}, { state: 'out', holder: name })}>
                  {name}
                </a>,
                n.toLocaleString('en-US'),
                since && formatDay(today(zone, new Date(since)), { today: today(zone) }),
              ],
            }))}
          />
        )}
      </Section>
    </div>
  )
}

import { useId } from 'react'
import { runsOf } from '@/lib/gaps/period'
import { type PeriodFound, stretchStates } from '@/lib/gaps/schema'
import { amountWords, coverageWords } from '@/lib/gaps/ui/words'
import type { Kind } from '@/lib/generated/prisma/enums'
import { formatMoment } from '@/lib/time'
import { Section } from '@/lib/ui/page'
import { Refs } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { aKind, counted, recordPath } from '@/lib/words'

type PeriodSectionProps = { slug: string; zone: string; kind: Kind; period: PeriodFound }

/** More stretches than anybody reads. */
const MOST_LISTED = 100
/** As many runs as a bar of a thousand points can show. */
const MOST_DRAWN = 1_000
/** Items that are named in a sentence; more are counted. */
const MOST_NAMED = 20

/** What of the time that a request asks for is covered by what came: a sentence, a bar, and the same as a table. */
export function PeriodSection({ slug, zone, kind, period }: PeriodSectionProps) {
  const { stretches, unit, unknown } = period
  const seconds = [period.to, ...stretches.map(({ from }) => from)].some((moment) => Date.parse(moment) % MINUTE !== 0)
  const at = (moment: string) => formatMoment(new Date(moment), zone, { seconds })
  const link = (no: string) => ({ no, href: recordPath(slug, 'evidence', no) })
  return (
    <Section title="Coverage of the period asked for">
      <p className="text">{coverageWords(period)}</p>
      <figure>
        <Bar period={period} />
        <p className="cover-ends" aria-hidden="true">
          <span>{at(period.from)}</span>
          <span>{at(period.to)}</span>
        </p>
        <Keys period={period} />
      </figure>
      <div className="gap-16">
        <DataTable
          caption="The period asked for, stretch by stretch"
          columns={[
            { label: 'From', long: true },
            { label: 'To', long: true },
            { label: unit === 'minute' ? 'Minutes' : 'Hours', num: true },
            { label: 'What we have' },
            { label: 'Source' },
          ]}
          rows={stretches.slice(0, MOST_LISTED).map(({ from, to, state, items }) => ({
            key: from,
            cells: [
              at(from),
              at(to),
              lengthOf(from, to, unit).toLocaleString('en-US'),
              state === 'missing' ? <b key="s">{stretchStates[state]}</b> : stretchStates[state],
              items.length > 0 && <Refs key="r" of={items.map(link)} />,
            ],
          }))}
        />
        {stretches.length > MOST_LISTED && (
          <p className="sub note">
            The first {MOST_LISTED} of {counted(stretches.length, 'stretch', 'stretches')}; the API has all of them.
          </p>
        )}
      </div>
      {unknown.length > 0 && (
        <p className="sub note">
          Not counted, since the register does not say from when to when:{' '}
          <Refs of={unknown.slice(0, MOST_NAMED).map(link)} />
          {unknown.length > MOST_NAMED && ` and ${counted(unknown.length - MOST_NAMED, 'other item')}`}. Edit{' '}
          {aKind(kind)} that is logged to say it.
        </p>
      )}
    </Section>
  )
}

const MINUTE = 60_000
const SIZE = { minute: MINUTE, hour: 60 * MINUTE } as const

const lengthOf = (from: string, to: string, unit: PeriodFound['unit']) =>
  Math.round(((Date.parse(to) - Date.parse(from)) / SIZE[unit]) * 100) / 100

const percent = (part: number) => `${Math.round(part * 10_000) / 100}%`

function Bar({ period }: { period: PeriodFound }) {
  const title = useId()
  const within = { from: Date.parse(period.from), to: Date.parse(period.to) }
  const whole = period.stretches.map((one) => ({ ...one, from: Date.parse(one.from), to: Date.parse(one.to) }))
  const runs = runsOf(within, whole, MOST_DRAWN)
  return (
    <svg className="cover" role="img" aria-labelledby={title}>
      <title id={title}>{coverageWords(period)}</title>
      <rect className="whole" width="100%" height="100%" />
      {runs
        .filter(({ state }) => state !== 'missing')
        .map(({ from, to, state }) => (
          <rect key={from} className={state} x={percent(from)} width={percent(to - from)} height="100%" />
        ))}
      {runs
        .filter(({ state }) => state === 'shown')
        .map(({ from, to }) => (
          <line key={from} className="hatch" x1={percent(from)} x2={percent(to)} y1="100%" y2="0" />
        ))}
    </svg>
  )
}

function Keys({ period: { amounts, unit } }: { period: PeriodFound }) {
  const states = (Object.keys(stretchStates) as (keyof typeof stretchStates)[]).filter(
    (state) => amounts[state] > 0 || state === 'covered' || state === 'missing',
  )
  return (
    <ul className="cover-keys">
      {states.map((state) => (
        <li key={state}>
          <svg className="cover" aria-hidden="true">
            <rect className={state === 'missing' ? 'whole' : state} width="100%" height="100%" />
            {state === 'shown' && <line className="hatch" x1="0" x2="100%" y1="100%" y2="0" />}
          </svg>
          {stretchStates[state]}: {amountWords(amounts[state], unit)}
        </li>
      ))}
    </ul>
  )
}

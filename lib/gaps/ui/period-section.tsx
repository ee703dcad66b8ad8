import { useId } from 'react'
import { type PeriodFound, stretchStates } from '@/lib/gaps/schema'
import { amountWords, coverageWords } from '@/lib/gaps/ui/words'
import type { Kind } from '@/lib/generated/prisma/enums'
import { formatMoment } from '@/lib/time'
import { Section } from '@/lib/ui/page'
import { Refs } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { aKind, recordPath } from '@/lib/words'

type PeriodSectionProps = { slug: string; zone: string; kind: Kind; period: PeriodFound }

/** More stretches than anybody reads. */
const MOST_LISTED = 100

/** What of the time that a request asks for is covered by what came: a sentence, a bar, and the same as a table. */
export function PeriodSection({ slug, zone, kind, period }: PeriodSectionProps) {
  const { stretches, unit, unknown } = period
  const at = (moment: string) => formatMoment(new Date(moment), zone)
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
      </div>
      {unknown.length > 0 && (
        <p className="sub note">
          Not counted, since the register does not say from when to when: <Refs of={unknown.map(link)} />. Edit{' '}
          {aKind(kind)} that is logged to say it.
        </p>
      )}
    </Section>
  )
}

const SIZE = { minute: 60_000, hour: 3_600_000 } as const

const lengthOf = (from: string, to: string, unit: PeriodFound['unit']) =>
  Math.round(((Date.parse(to) - Date.parse(from)) / SIZE[unit]) * 100) / 100

const percent = (part: number) => `${Math.round(part * 10_000) / 100}%`

function Bar({ period }: { period: PeriodFound }) {
  const title = useId()
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)]
  const x = (moment: string) => (Date.parse(moment) - from) / (to - from)
  return (
    <svg className="cover" role="img" aria-labelledby={title}>
      <title id={title}>{coverageWords(period)}</title>
      <rect className="whole" width="100%" height="100%" />
      {period.stretches
        .filter(({ state }) => state !== 'missing')
        .map((one) => (
          <rect
            key={one.from}
            className={one.state}
            x={percent(x(one.from))}
            width={percent(x(one.to) - x(one.from))}
            height="100%"
          />
        ))}
      {period.stretches
        .filter(({ state }) => state === 'shown')
        .map((one) => (
          <line key={one.from} className="hatch" x1={percent(x(one.from))} x2={percent(x(one.to))} y1="100%" y2="0" />
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

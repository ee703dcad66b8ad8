import { useId } from 'react'
import { addDays, daysBetween, formatDay } from '@/lib/time'
import { figure } from '@/lib/words'
import { apart, countScale, dayTicks, standing, stepPath, type Total, thin } from './plot-scale'

type StepPlotProps = {
  /** running totals on the days on which they changed, oldest first */
  totals: Total[]
  /** the first and the last day of the plot, `YYYY-MM-DD` */
  from: string
  to: string
}

/** Requests issued against satisfied, as two running totals in steps; the same figures as a sentence and as a table. */
export function StepPlot({ totals, from, to }: StepPlotProps) {
  const title = useId()
  const start = from < to ? from : addDays(to, -1)
  const days = daysBetween(start, to)
  const before = standing(totals, start)
  const now = standing(totals, to)
  const { top, ticks } = countScale(now.issued)
  const x = (day: string) => (daysBetween(start, day) / days) * 100
  const y = (n: number) => 100 - (n / top) * 100
  const shown = thin(
    totals.filter(({ on }) => on > start && on <= to),
    start,
    to,
  )
  const path = (key: 'issued' | 'satisfied') =>
    stepPath(
      shown.map((total) => ({ x: x(total.on), y: y(total[key]) })),
      y(before[key]),
    )
  const [issued, satisfied] = [path('issued'), path('satisfied')]
  const [upper, lower] = apart(y(now.issued), y(now.satisfied))
  const marks = dayTicks(start, to)
  const open = now.issued - now.satisfied

  return (
    <figure>
      <div className={top >= 1000 ? 'plot wide' : 'plot'}>
        <svg role="img" aria-labelledby={title}>
          <title id={title}>
            {`Requests issued rose from ${figure(before.issued)} on ${formatDay(start)} to ${figure(now.issued)} by ${formatDay(to)}; ` +
              `satisfied requests rose from ${figure(before.satisfied)} to ${figure(now.satisfied)}.`}
          </title>
          <svg viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none" aria-hidden="true">
            <path className="between" d={`${issued}V100H0Z`} />
            <path className="under" d={`${satisfied}V100H0Z`} />
            {ticks.map((tick) => (
              <line key={tick} x2="100" y1={y(tick)} y2={y(tick)} />
            ))}
            <path className="line-a" d={issued} />
            <path className="line-b" d={satisfied} />
            <line className="axis" x2="100" y1="100" y2="100" />
          </svg>
          {ticks.map((tick, i) =>
            ticks.length > 4 && i % 2 === 1 ? null : (
              <text key={tick} y={`${y(tick)}%`} dx="-8" dy=".32em" textAnchor="end">
                {figure(tick)}
              </text>
            ),
          )}
          <text className="a" x="100%" y={`${upper}%`} dx="8" dy=".32em">
            <tspan>{figure(now.issued)}</tspan> issued
          </text>
          {lower - upper >= 20 && (
            <text x="100%" y={`${(upper + lower) / 2}%`} dx="8" dy=".32em">
              <tspan>{figure(open)}</tspan> not satisfied
            </text>
          )}
          <text className="b" x="100%" y={`${lower}%`} dx="8" dy=".32em">
            <tspan>{figure(now.satisfied)}</tspan> satisfied
          </text>
          {marks.map(({ day, label }, i) => (
            <text
              key={day}
              x={`${x(day)}%`}
              y="100%"
              dy="20"
              textAnchor={i === 0 ? 'start' : i === marks.length - 1 ? 'end' : 'middle'}
              className={i > 0 && i < marks.length - 1 && i % 2 === 1 ? 'minor' : undefined}
            >
              {label}
            </text>
          ))}
        </svg>
      </div>
      <details>
        <summary>The same figures as a table</summary>
        <Figures totals={totals} days={marks.map(({ day }) => day)} />
      </details>
    </figure>
  )
}

/** The totals as they stood at the end of each named day. */
function Figures({ totals, days }: { totals: Total[]; days: string[] }) {
  return (
    <table className="tb short">
      <thead>
        <tr>
          {['As of', 'Issued', 'Satisfied', 'Not satisfied'].map((name, i) => (
            <th key={name} scope="col" className={i ? 'num' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => {
          const { issued, satisfied } = standing(totals, day)
          return (
            <tr key={day}>
              <th scope="row">{formatDay(day)}</th>
              <td className="num">{figure(issued)}</td>
              <td className="num">{figure(satisfied)}</td>
              <td className="num">{figure(issued - satisfied)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

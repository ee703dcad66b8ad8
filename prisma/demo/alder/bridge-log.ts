/* The bridge log of the exercise's last crossing, as its recorder would have exported it. Fictional, and the same each time. */

const BEGINS = Date.UTC(2025, 10, 2, 20, 0, 0)
const SECONDS = 5
const ENTRIES = 2_400
/** What was said or done, and at which second. */
const events: Record<number, string> = {
  600: 'CARGO  Loading begins',
  2700: 'CARGO  Loading ends; 41 vehicles',
  3300: 'BRIDGE Weather notice 4 read by officer of the watch',
  3840: 'DOORS  Stern door: closing ordered',
  3905: 'DOORS  Stern door: indicator SHUT',
  3960: 'DOORS  Bow door: closing ordered',
  4020: 'DOORS  Bow door: indicator MOVING',
  4080: 'BRIDGE Cast off',
  4500: 'BRIDGE Harbor mouth passed',
  7260: 'ALARM  Car deck bilge: high',
  7290: 'BRIDGE Car deck called by telephone; no answer',
  7410: 'ALARM  Car deck bilge: high-high',
  7500: 'BRIDGE Engines stopped',
}

function entry(second: number): string {
  const time = `${new Date(BEGINS + second * 1_000).toISOString().slice(0, 19)}Z`
  const under = second > 4_080 && second < 7_500
  const swing = Math.round(4 * Math.sin(second / 90))
  const speed = (under ? 13.5 + swing / 10 : 0).toFixed(1).padStart(4)
  const course = String(under ? 212 + swing : 90).padStart(3, '0')
  const list = (second > 7_000 ? (second - 7_000) / 300 : Math.abs(swing) / 8).toFixed(1)
  return `${time} NAV    speed ${speed} kn, course ${course}, list ${list} deg`
}

/** Lines with a time in Zulu each, every five seconds, with what happened in between. */
export function bridgeLog(): Buffer {
  const lines = ['EXERCISE  M/V ALDER  BRIDGE LOG EXPORT  all times UTC']
  for (let n = 0; n < ENTRIES; n += 1) {
    const second = n * SECONDS
    lines.push(entry(second))
    for (let at = second; at < second + SECONDS; at += 1) {
      const event = events[at]
      if (event) lines.push(`${new Date(BEGINS + at * 1_000).toISOString().slice(0, 19)}Z ${event}`)
    }
  }
  return Buffer.from(`${lines.join('\n')}\n`)
}

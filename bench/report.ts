import type { Measured } from '@/bench/load'

const ms = (value: number) => (value < 10 ? value.toFixed(1) : Math.round(value).toString())

/**
 * One line of figures, as whoever asks sees them. Beside them: `cpu`, the server's processor time for one answer, in milliseconds; `inServer`, how long the
 * server itself took; `first`, the same operation while the server was still warming up to it; and the floor, `bare`.
 */
export function line(
  name: string,
  app: Measured,
  {
    cpu,
    inServer,
    first,
    bare,
  }: { cpu: number; inServer: { p50: number; p95: number }; first: Measured; bare: Measured },
): string {
  const figures = [
    `${Math.round(app.perSecond)}/s`.padStart(8),
    `p50 ${ms(app.p50)}`.padStart(9),
    `p95 ${ms(app.p95)}`.padStart(9),
    `p99 ${ms(app.p99)}`.padStart(9),
    `${app.bytes.toLocaleString('en-US')} B`.padStart(11),
    `cpu ${ms(cpu)}`.padStart(9),
    `server p50 ${ms(inServer.p50)} p95 ${ms(inServer.p95)}`.padEnd(25),
    `   before p50 ${ms(first.p50)} p95 ${ms(first.p95)}`.padEnd(27),
    `floor ${Math.round(bare.perSecond)}/s p50 ${ms(bare.p50)} p95 ${ms(bare.p95)}`,
  ]
  return `  ${name.padEnd(30)}${figures.join(' ')}`
}

/** What the largest size costs over the smallest, by the median; nothing when only one size was measured. */
export function ratios(bySize: Map<number, Map<string, Measured>>): string {
  const sizes = [...bySize.keys()].sort((a, b) => a - b)
  const [small, large] = [sizes[0], sizes[sizes.length - 1]]
  if (small === undefined || large === undefined || small === large) return ''
  const lines = [...(bySize.get(small) ?? [])].map(([name, one]) => {
    const other = bySize.get(large)?.get(name)
    return other
      ? `  ${name.padEnd(38)} p50 x ${(other.p50 / one.p50).toFixed(2)}   p95 x ${(other.p95 / one.p95).toFixed(2)}`
      : ''
  })
  return [`\nWhat ${large.toLocaleString('en-US')} costs over ${small.toLocaleString('en-US')}`, ...lines].join('\n')
}

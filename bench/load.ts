import { Agent, request } from 'node:http'

export type Shot = { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: string }

/** What a run of one operation measured. Times in milliseconds, bytes as they came over the wire (compressed). */
export type Measured = {
  n: number
  perSecond: number
  p50: number
  p95: number
  p99: number
  bytes: number
  wrong: string[]
}

/** One request; resolves when its last byte has come. */
function shoot(agent: Agent, origin: URL, shot: Shot): Promise<{ ms: number; bytes: number; status: number }> {
  return new Promise((resolve, reject) => {
    const from = performance.now()
    const sent = request(
      {
        agent,
        host: origin.hostname,
        port: origin.port,
        method: shot.method,
        path: shot.path,
        headers: { 'accept-encoding': 'gzip, deflate, br', ...shot.headers },
      },
      (answer) => {
        let bytes = 0
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        answer.on('end', () => resolve({ ms: performance.now() - from, bytes, status: answer.statusCode ?? 0 }))
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(shot.body)
  })
}

export function percentile(sorted: number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0
}

export function summary(times: number[], seconds: number, bytes: number, wrong: string[]): Measured {
  const sorted = [...times].sort((a, b) => a - b)
  return {
    n: sorted.length,
    perSecond: sorted.length / seconds,
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    p99: percentile(sorted, 99),
    bytes,
    wrong,
  }
}

/**
 * Sends shots over `connections` kept-alive connections, each as soon as the one before was answered, for `seconds` at most and `most` shots
 * at most. `next` makes the shot, so that each write is another one; `expect` is the status that counts as right.
 */
export async function load(
  origin: string,
  next: () => Shot,
  {
    connections,
    seconds,
    most = Number.POSITIVE_INFINITY,
    expect,
  }: { connections: number; seconds: number; most?: number; expect: number },
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const url = new URL(origin)
  const times: number[] = []
  const wrong: string[] = []
  let bytes = 0
  let left = most
  const from = performance.now()
  const until = from + seconds * 1_000
  const worker = async () => {
    while (performance.now() < until && left-- > 0) {
      const shot = next()
      const answer = await shoot(agent, url, shot)
      times.push(answer.ms)
      bytes = answer.bytes
      if (answer.status !== expect) wrong.push(`${shot.method} ${shot.path}: ${answer.status}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  agent.destroy()
  return summary(times, (performance.now() - from) / 1_000, bytes, wrong)
}

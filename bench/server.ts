import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { HEAP } from '@/bin/setup/heap.mjs'

export type Running = {
  origin: string
  memoryMb(): number
  cpuMs(): number
  /** How long the server took for each answer since this was asked last, in milliseconds */
  times(): Promise<number[]>
  stop(): Promise<void>
}

/** Starts the built application on a free port against this database, as `npm start` would; resolves when it takes requests. */
export async function startServer(env: Record<string, string>): Promise<Running> {
  const child = spawn(
    process.execPath,
    [...HEAP, '--import', './bench/server-time.mjs', '--import', 'tsx', 'bin/serve.ts'],
    {
      env: { ...process.env, NODE_ENV: 'production', PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  )
  const pid = child.pid ?? 0
  const origin = await ready(child)
  return {
    origin,
    memoryMb: () => residentMb(pid),
    cpuMs: () => cpuMs(pid),
    times: () => times(child),
    stop: () => stop(child),
  }
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk
      const address = /ready at (\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    child.once('exit', () => reject(new Error(`The server ended before it was ready:\n${said}`)))
  })
}

async function times(child: ChildProcess): Promise<number[]> {
  const answer = once(child, 'message')
  child.send('times')
  const [took] = await answer
  return took
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
}

/** Resident memory of a process, in MB, as Linux tells it. */
function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1_024
}

/** Processor time that a process has used so far, in milliseconds, as Linux tells it (in ticks of 10 ms). */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}

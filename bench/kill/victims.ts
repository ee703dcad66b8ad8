import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

/** What is killed in a round. */
export const ways = [
  'server',
  'postmaster',
  'all of the database',
  'one backend',
  'both',
  'both, and the start after it',
] as const
export type Way = (typeof ways)[number]

/** The process of the embedded database in `dataDir` that started the others. */
function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'db', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Every process of the embedded database: they all work in its folder. Linux only. */
function processesOf(dataDir: string): number[] {
  const home = realpathSync(join(dataDir, 'db'))
  return readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === home ? [Number(name)] : []
    } catch {
      return []
    }
  })
}

/** Those of them that serve a connection, as PostgreSQL names them in the list of processes. */
const backendsOf = (dataDir: string) =>
  processesOf(dataDir).filter((pid) => / ledger_(app|owner) ledger /.test(commandOf(pid)))

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in this moment.
  }
}

/** Kills with -9, all at once; true when the server itself is among it. */
export function killIn(way: Way, server: number, dataDir: string, random: () => number): boolean {
  const any = <T>(list: T[]): T[] => list.slice(Math.floor(random() * list.length)).slice(0, 1)
  const victims: Record<Way, () => number[]> = {
    server: () => [server],
    postmaster: () => [postmasterOf(dataDir)],
    'all of the database': () => processesOf(dataDir),
    'one backend': () => any(backendsOf(dataDir)),
    both: () => [server, ...processesOf(dataDir)],
    'both, and the start after it': () => [server, ...processesOf(dataDir)],
  }
  const pids = victims[way]()
  pids.forEach(killHard)
  return pids.includes(server)
}

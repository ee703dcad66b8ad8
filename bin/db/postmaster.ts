import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { environment, program } from '@/bin/db/cluster'
import { dieWithParent, type Identity } from '@/bin/db/identity'
import { OperatorError } from '@/lib/operator-error'

/** Longest time that PostgreSQL gets to become ready: recovery after a crash replays what was not yet written out. */
const READY_WITHIN_MS = 60_000
/** A pid file or shared memory of a killed server mends itself once its last process is gone. */
const RETRY_FOR_MS = 15_000
const LOG_LIMIT_BYTES = 5_000_000

/** A port on loopback that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

function launch(home: string, logFile: string, port: number, identity: Identity): ChildProcess {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: 'on',
    // After a crash it ends, and is started afresh by whoever keeps it alive: a recovery of its own that fails too, as on a full disk,
    // leaves it hanging for ever, also once there is room again.
    restart_after_crash: 'off',
    password_encryption: 'scram-sha-256',
    // An error of a statement quotes what people typed; whoever sent the statement gets it, the log does not.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
  }
  const [command = '', ...args] = [
    ...identity.prefix,
    ...dieWithParent(),
    program('postgres'),
    ...['-D', home],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const log = openSync(logFile, 'a', 0o600)
  // A session of its own, so that Ctrl-C in the terminal reaches the program first and it can stop in order.
  const child = spawn(command, args, {
    cwd: '/',
    env: environment,
    stdio: ['ignore', log, log],
    detached: true,
    uid: identity.uid,
    gid: identity.gid,
  })
  closeSync(log)
  child.unref()
  return child
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    // A wrong password or a missing role does not mend itself; not listening yet, or still starting up, does.
    if (error instanceof DatabaseError && error.code?.startsWith('28')) throw error
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** A running PostgreSQL that this process started. */
export type Postmaster = { port: number; pid: number; exited: Promise<void>; stop(): Promise<void> }

async function attempt(home: string, logFile: string, port: number, identity: Identity, url: (port: number) => string) {
  const child = launch(home, logFile, port, identity)
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  failed.catch(() => {})
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const running = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined
  const until = Date.now() + READY_WITHIN_MS
  while (running() && Date.now() < until) {
    if (await Promise.race([answers(url(port)), failed])) {
      const stop = async () => {
        if (running()) child.kill('SIGINT')
        const slow = setTimeout(() => running() && child.kill('SIGQUIT'), 20_000)
        await exited
        clearTimeout(slow)
      }
      return { port, pid: child.pid ?? 0, exited, stop }
    }
    await Promise.race([wait(30), exited])
  }
  child.kill('SIGQUIT')
  return null
}

/**
 * Starts PostgreSQL on `home` and waits until it answers; on another free port when the chosen one was taken meanwhile,
 * again for a while when a killed predecessor is not quite gone.
 * @param fixedPort keeps the port of an earlier run, so that addresses stay valid
 * @throws OperatorError with the end of PostgreSQL's own log
 */
export async function startPostmaster(
  home: string,
  identity: Identity,
  url: (port: number) => string,
  fixedPort?: number,
): Promise<Postmaster> {
  const logFile = `${home}.log`
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) rmSync(logFile)
  const from = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  const until = Date.now() + RETRY_FOR_MS
  do {
    const started = await attempt(home, logFile, fixedPort ?? (await freePort()), identity, url)
    if (started) return started
    await wait(300)
  } while (Date.now() < until)
  const said = readFileSync(logFile).subarray(from).toString().trim().split('\n').slice(-8).join('\n')
  throw new OperatorError(`The embedded database in ${home} does not start. PostgreSQL says:\n${said}`)
}

import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { BucketSettings } from '@/lib/storage/bucket'

/*
 * Ceph's radosgw, a real S3 server, in a folder of its own on loopback: one monitor, one store of objects in memory, one gateway. For tests,
 * and for trying a bucket by hand (bin/dev/rados.ts). Debian has it: apt-get install radosgw ceph-mon ceph-osd.
 */

const PROGRAMS = ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph', 'monmaptool', 'ceph-authtool']
const READY_WITHIN_MS = 120_000

/** Which of its programs are not here, on the path. */
export function missingOfRados(): string[] {
  return PROGRAMS.filter((program) => spawnSync('which', [program]).status !== 0)
}

export type Rados = Omit<BucketSettings, 'bucket'> & { stop(): Promise<void> }

const keys = { region: 'default', keyId: 'ledgerledgerledger00', secret: 'ledger-secret-for-tests-on-loopback-only' }

/** Starts one, which ends with this process. Its objects are kept in memory, up to 8 GiB, and go when it ends. */
export async function startRados(): Promise<Rados> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-rados-'))
  const [monitor, gateway] = [await freePort(), await freePort()]
  const conf = join(folder, 'ceph.conf')
  const fsid = randomUUID()
  for (const name of ['mon', 'osd', 'rgw']) mkdirSync(join(folder, name))
  writeFileSync(conf, settings(folder, fsid, monitor))
  const daemons: ChildProcess[] = []
  const ran = async (program: string, ...args: string[]) => {
    const { stdout } = await promisify(execFile)(program, ['-c', conf, ...args], { timeout: READY_WITHIN_MS })
    return stdout
  }
  const begun = (program: string, ...args: string[]) => {
    const log = openSync(join(folder, `${program}.out`), 'a')
    const daemon = spawn(program, ['-c', conf, '-f', ...args], { stdio: ['ignore', log, log] })
    closeSync(log)
    daemons.push(daemon)
  }
  const stop = async () => {
    process.removeListener('exit', killAll)
    for (const daemon of daemons.toReversed()) {
      if (daemon.exitCode !== null || daemon.signalCode !== null) continue
      daemon.kill('SIGKILL')
      await once(daemon, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  const killAll = () => {
    for (const daemon of daemons) daemon.kill('SIGKILL')
  }
  process.once('exit', killAll)
  try {
    const keyring = join(folder, 'keyring')
    const ofOsd = join(folder, 'osd', 'keyring')
    const map = join(folder, 'monmap')
    const run = promisify(execFile)
    const all = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *']
    await run('ceph-authtool', ['--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *'])
    await run('ceph-authtool', [keyring, '--gen-key', '-n', 'client.admin', ...all])
    await run('ceph-authtool', ['--create-keyring', ofOsd, '--gen-key', '-n', 'osd.0'])
    await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${monitor}]`, map])
    await ran('ceph-mon', '-i', 'a', '--mkfs', '--monmap', map, '--keyring', keyring)
    begun('ceph-mon', '-i', 'a')
    const osd = randomUUID()
    await ran('ceph', 'osd', 'new', osd)
    await ran('ceph', 'auth', 'add', 'osd.0', 'osd', 'allow *', 'mon', 'allow profile osd', '-i', ofOsd)
    await ran('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd)
    begun('ceph-osd', '-i', '0')
    begun('radosgw', '-n', 'client.admin', `--rgw-frontends=beast endpoint=127.0.0.1:${gateway}`)
    const endpoint = `http://127.0.0.1:${gateway}`
    await answers(endpoint, folder)
    const user = ['--uid=ledger', '--display-name=Ledger', `--access-key=${keys.keyId}`, `--secret=${keys.secret}`]
    await ran('radosgw-admin', 'user', 'create', ...user)
    return { endpoint, ...keys, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function answers(endpoint: string, folder: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS
  while (Date.now() < until) {
    if (
      await fetch(endpoint).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await wait(100)
  }
  throw new Error(`radosgw does not answer:\n${readFileSync(join(folder, 'radosgw.out'), 'utf8')}`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a listening socket has a port')
  return address.port
}

/** One copy of everything, and little of it. */
const settings = (folder: string, fsid: string, monitor: number) => `[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${monitor}/0]
mon initial members = a
ms bind ipv6 = false
ms bind msgr1 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail crit = 0
osd objectstore = memstore
memstore device bytes = 8589934592
run dir = ${folder}
log file = ${folder}/$name.log
mon cluster log file = ${folder}/cluster.log
admin socket = ${folder}/$name.$pid.asok
pid file = ${folder}/$name.pid
keyring = ${folder}/keyring
mon data = ${folder}/mon
osd data = ${folder}/osd
rgw data = ${folder}/rgw
[osd]
keyring = ${folder}/osd/keyring
`

/**
 * Carries out the jobs of the queue, and sweeps what nobody needs. The server runs one beside itself; more may run against the same database and store, on this machine or
 * others (`npm run worker`). It ends with the server that started it.
 */
import { complain } from '@/bin/command'
import { onStopRequest } from '@/bin/serve/stop'
import { prepareBagJob } from '@/lib/bags/prepare'
import { closeDb } from '@/lib/db'
import { databaseConnection } from '@/lib/db-url'
import { checkFiles } from '@/lib/files/fixity'
import { watchTheNight } from '@/lib/files/nightly'
import { sweepDaily } from '@/lib/files/sweep'
import { type Handlers, workOnJobs } from '@/lib/jobs/work'
import { importVolume } from '@/lib/volumes/import'
import { importWithheld } from '@/lib/withheld/import'

process.setSourceMapsEnabled(false)

/** What carries out each kind of job. */
const handlers: Handlers = {
  import_withheld: importWithheld,
  import_volume: importVolume,
  prepare_bag: prepareBagJob,
  check_files: checkFiles,
}

const stop = new AbortController()
onStopRequest(() => stop.abort())
try {
  const { url, role } = databaseConnection()
  const connection = {
    connectionString: url,
    options: ['-c timezone=UTC', ...(role ? [`-c role=${role}`] : [])].join(' '),
  }
  const alone = process.env.LEDGER_ALONE_SINCE
  const stopSweeping = await sweepDaily(alone ? new Date(alone) : undefined)
  watchTheNight(stop.signal)
  await workOnJobs({ connection, handlers, signal: stop.signal })
  stopSweeping()
  await closeDb()
} catch (error) {
  complain(error)
  process.exitCode = 1
}
if (process.connected) process.disconnect()

/**
 * Carries out the jobs of the queue, and sweeps what nobody needs. The server runs one beside itself; more may run against the same database and store, on this machine or
 * others (`npm run worker`). It ends with the server that started it.
 */
import { command } from '@/bin/command'
import { onStopRequest } from '@/bin/serve/stop'
import { prepareBagJob } from '@/lib/bags/prepare'
import { closeDb } from '@/lib/db'
import { databaseConnection } from '@/lib/db-url'
import { checkFiles } from '@/lib/files/fixity'
import { watchTheNight } from '@/lib/files/nightly'
import { sweepDaily } from '@/lib/files/sweep'
import { type Handlers, workOnJobs } from '@/lib/jobs/work'
import { outliveReaders } from '@/lib/log'
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

const about =
  'Runs one more worker for what takes long (imports, checks of the stored files, bags to hand over), on the database and the files that the settings name, until it is told to end (Ctrl+C). The server has one of its own.'

await command({ usage: 'npm run worker', about, options: {} }, async () => {
  outliveReaders()
  const stop = new AbortController()
  onStopRequest(() => stop.abort())
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
})

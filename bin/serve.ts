/** Starts database, application and web server in one process; `npm start` gets here once everything is built. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage, type RequestListener } from 'node:http'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { complain } from '@/bin/command'
import { ensureDataFolder } from '@/bin/data-folder'
import { openDatabase } from '@/bin/database'
import { demoPassphrase, makeDemo, wantsDemo } from '@/bin/demo/demo'
import { demoWords } from '@/bin/demo/say'
import { startEmbedded } from '@/bin/embedded-db'
import { type Lock, lockHolder, takeLock } from '@/bin/lock.mjs'
import { keptSecret } from '@/bin/secret-file'
import { makeApplication } from '@/bin/serve/application'
import { listen } from '@/bin/serve/listen'
import { closeServer, onStopRequest } from '@/bin/serve/stop'
import { startWorker } from '@/bin/serve/worker'
import { seconds, step } from '@/bin/setup/say.mjs'
import { type Config, config } from '@/lib/config'
import { closeDb, db } from '@/lib/db'
import { databaseConnection } from '@/lib/db-url'
import { outliveReaders, quietConsole } from '@/lib/log'
import { OperatorError } from '@/lib/operator-error'
import { watchClocks } from '@/lib/server/clocks'
import { watchDatabase } from '@/lib/server/database-watch'
import { createHandler } from '@/lib/server/handler'
import { openServer } from '@/lib/server/open'
import { answers } from '@/lib/server/plain-answer'
import { staticFiles } from '@/lib/server/static-files'
import { sweepDaily } from '@/lib/server/sweep'

// tsx switches source maps on for the whole process; each error would then be traced back through them, at a cost.
process.setSourceMapsEnabled(false)

/** What has to be undone at the end, last first. */
const undo: (() => Promise<unknown> | unknown)[] = []

async function undoAll(): Promise<void> {
  for (let last = undo.pop(); last; last = undo.pop()) await last()
}

function takeServerLock(dataDir: string): Lock {
  const file = join(dataDir, 'server.lock')
  const lock = takeLock(file)
  if (lock) return lock
  const holder = lockHolder(file)
  throw new OperatorError(
    `A ledger already runs on ${dataDir}: ${holder?.address ?? 'it is just starting'} (process ${holder?.pid}).`,
  )
}

/** Makes the demonstration on the first start of an embedded database. Returns what there is to say about accounts. */
async function accounts({ embedded, DATA_DIR }: Config): Promise<string | null> {
  delete process.env.LEDGER_DEMO_PASSPHRASE
  if (embedded && (await wantsDemo(DATA_DIR))) await step('Making the demonstration', () => makeDemo(DATA_DIR))
  const passphrase = embedded ? await demoPassphrase(DATA_DIR) : null
  if (passphrase) process.env.LEDGER_DEMO_PASSPHRASE = passphrase
  const nobody = (await db().user.count()) === 0
  // The application makes a client of its own.
  await closeDb()
  if (passphrase) return demoWords(passphrase)
  return nobody
    ? 'There is no account yet. Make one:  npm run user -- create --email YOU@OFFICE --name "YOUR NAME" --admin'
    : null
}

/** Where this process reaches itself, as it stands in an address. */
function reachedAt(host: string): string {
  if (isIP(host) !== 6) return host === '0.0.0.0' ? '127.0.0.1' : host
  return host === '::' ? '[::1]' : `[${host}]`
}

/**
 * Asks for a page before anybody else does. The framework loads all of its pages as soon as it runs, in one go, and whoever came first waited for that,
 * seconds on a busy machine. Whatever is the answer, the server is up.
 */
async function firstPage(origin: string): Promise<void> {
  const asked = get(`${origin}/sign-in`, { signal: AbortSignal.timeout(30_000) })
  // Of an answer that broke off, too; the loop below hears of it as well.
  asked.on('error', () => {})
  try {
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    for await (const _ of answer);
  } catch {
    // Then the next one waits.
  }
}

async function serve(): Promise<void> {
  outliveReaders()
  const wanted = config()
  ensureDataFolder(wanted.DATA_DIR)
  const lock = takeServerLock(wanted.DATA_DIR)
  undo.push(() => lock.release())

  const files = staticFiles(process.cwd())
  let handle: RequestListener = (_, res) => void res.writeHead(503).end()
  const server = openServer((req, res) => handle(req, res))
  const given = Boolean(process.env.PORT)
  const port = await listen(server, wanted.HOST, wanted.PORT, given)
  undo.push(() => closeServer(server))
  if (!given && port !== wanted.PORT) console.log(`Port ${wanted.PORT} is taken; using ${port}.`)
  Object.assign(process.env, { PORT: String(port), DATA_DIR: wanted.DATA_DIR })
  const { APP_URL, HOST, TRUSTED_PROXIES, embedded } = config()
  const always = { files, appUrl: APP_URL, proxies: TRUSTED_PROXIES }
  const atStart = { reachable: async () => true, doubt: () => {} }
  handle = createHandler({ ...always, application: () => answers.starting, database: atStart })
  process.env.NEXTAUTH_URL = APP_URL
  // After a form, the framework asks itself for the next page; not by way of the proxy, nor of a name that a client chose.
  const origin = `http://${reachedAt(HOST)}:${port}`
  process.env.__NEXT_PRIVATE_ORIGIN = origin
  process.env.NEXTAUTH_SECRET ||= keptSecret(join(wanted.DATA_DIR, 'session.key'), () =>
    randomBytes(32).toString('hex'),
  )
  lock.describe({ address: APP_URL })

  await step(embedded ? 'Starting the embedded database' : 'Opening the database', async () => {
    const database = await openDatabase(startEmbedded)
    undo.push(database.stop)
  })
  const aboutAccounts = await accounts(config())
  const { url, role } = databaseConnection()
  const connection = { connectionString: url, options: role ? `-c role=${role}` : undefined }
  const watch = watchDatabase(connection)
  undo.push(watch.stop)

  // Not a step: the framework says something of its own meanwhile, on a line of its own.
  const from = performance.now()
  // Quiet: what nobody caught is logged by instrumentation.ts, without the words in it.
  const application = makeApplication(HOST, port)
  await application.prepare()
  undo.push(() => application.close())
  // Before anybody is let in: what is older than this belongs to nobody, and the worker sweeps it.
  const lettingIn = new Date()
  handle = createHandler({ ...always, application: application.getRequestHandler(), database: watch })
  undo.push(
    sweepDaily(connection),
    watchClocks(connection),
    quietConsole(),
    startWorker({ aloneSince: embedded ? lettingIn : undefined }),
  )
  await firstPage(origin)
  console.log(`Starting the application ... ${seconds(from)}`)
  console.log(`\nOversight Ledger is ready at ${APP_URL}\n`)
  if (aboutAccounts) console.log(`${aboutAccounts}\n`)
  console.log('Press Ctrl-C to stop.')
}

async function end(code: number): Promise<never> {
  try {
    await undoAll()
  } catch (error) {
    complain(error)
  }
  process.exit(code)
}

onStopRequest((reason) => {
  console.log(`\nStopping (${reason}) ...`)
  void end(0)
})
try {
  await serve()
} catch (error) {
  complain(error)
  await end(1)
}

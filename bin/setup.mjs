import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { lockHolder, takeLock } from './lock.mjs'
import { installPackages } from './setup/packages.mjs'
import { node } from './setup/run.mjs'
import { SetupError, step } from './setup/say.mjs'
import { hashOf, unlessStamped } from './setup/stamp.mjs'

const LOCK = '.setup.lock'
const OLDEST_NODE = [20, 19]

const sources = [
  ...['app', 'lib', 'prisma', 'public', 'next.config.ts', 'proxy.ts', 'instrumentation.ts', 'package-lock.json'],
  ...['tsconfig.json', 'bin/pack.mjs'],
]
const notBuilt = (file) =>
  /^(lib\/generated|lib\/testing|public\/(uswds|pdfjs))\/|\.test\.tsx?$/.test(file.replaceAll('\\', '/'))

/** The folder of this checkout; every step runs there, wherever the command was typed. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** One set-up at a time in one checkout: a second one waits, and then finds everything done. */
async function alone(work) {
  let lock = takeLock(LOCK)
  if (!lock)
    console.log(`Another command (process ${lockHolder(LOCK)?.pid}) is setting up this checkout; waiting for it.`)
  while (!lock) {
    await wait(200)
    lock = takeLock(LOCK)
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new SetupError(
      `Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.version}. Node 24 is recommended.`,
    )
  }
}

const generateClient = () =>
  unlessStamped('lib/generated/.stamp', hashOf(['prisma/schema', 'prisma.config.ts', 'package-lock.json']), () =>
    step('Generating the database client', () =>
      // The schema engine is a download that generating does not need; naming a program keeps Prisma from trying.
      node(['node_modules/prisma/build/index.js', 'generate'], 'The database client could not be generated.', {
        PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
      }),
    ),
  )

const copyAssets = () =>
  unlessStamped('public/uswds/.stamp', hashOf(['bin/assets.mjs', 'package-lock.json']), () =>
    step('Copying fonts and pictures', () => node(['bin/assets.mjs'], 'The fonts and pictures could not be copied.')),
  )

/** Packages, database client and assets: what everything else needs. Each is done only when its sources changed. */
export async function prepare() {
  process.chdir(root)
  checkNode()
  await alone(async () => {
    await installPackages()
    await generateClient()
    if (existsSync('bin/assets.mjs')) await copyAssets()
  })
}

/** Builds the application when its sources changed since the last build. */
export function build() {
  return alone(() =>
    unlessStamped('.next/ledger-stamp', hashOf(sources, notBuilt), () =>
      step('Building the application', async () => {
        await node(['node_modules/next/dist/bin/next', 'build'], 'The application could not be built.', {
          NODE_ENV: 'production',
        })
        await node(['bin/pack.mjs'], 'The scripts and sheets could not be packed.')
      }),
    ),
  )
}

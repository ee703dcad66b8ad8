// `npm test`: sets up like `npm start`, then runs every check there is. `npm test -- --only unit,browser [filter ...]` runs some.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, seconds, step } from './setup/say.mjs'
import { build, prepare } from './setup.mjs'
import { findBrowser, installBrowser, installCommand } from './test/browser.mjs'
import { countPlaywright, countVitest, oneCheck } from './test/count.mjs'

const reports = mkdtempSync(join(tmpdir(), 'ledger-reports-'))
const vitestReport = join(reports, 'vitest.json')
const playwrightReport = join(reports, 'playwright.json')

/** Runs a script with this very Node, its output on the terminal. True when it ended well. */
const node = (args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: 'inherit',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    })
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })

async function types() {
  // Next writes types of its routes; those of an earlier state would be checked against pages that are gone.
  rmSync('.next/types', { recursive: true, force: true })
  rmSync('.next/dev', { recursive: true, force: true })
  return (
    (await node(['node_modules/next/dist/bin/next', 'typegen'])) &&
    node(['node_modules/typescript/bin/tsc', '--noEmit'])
  )
}

async function unit(filters) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]
  return countVitest(vitestReport, await node(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...filters]))
}

async function buildIt() {
  await build()
  return true
}

async function browser(filters) {
  const found = (await findBrowser()) ?? (await step('Installing Chromium', async () => installBrowser()))
  if (!found) {
    console.error(`The browser tests need Chromium. Install it with:  ${installCommand()}`)
    return oneCheck(false)
  }
  const args = [
    'node_modules/@playwright/test/cli.js',
    'test',
    '--reporter=list,json',
    '--pass-with-no-tests',
    ...filters,
  ]
  return countPlaywright(playwrightReport, await node(args, { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport }))
}

const check = (work) => async () => oneCheck(await work())
const stages = {
  types: check(types),
  lint: check(() => node(['node_modules/@biomejs/biome/bin/biome', 'check', '.'])),
  unused: check(() => node(['node_modules/knip/bin/knip.js'])),
  unit,
  build: check(buildIt),
  browser,
}

function chosen() {
  const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true })
  const names = values.only?.split(',') ?? Object.keys(stages)
  const unknown = names.filter((name) => !(name in stages))
  if (unknown.length) {
    console.error(`There is no stage "${unknown[0]}". Choose from: ${Object.keys(stages).join(', ')}.`)
    process.exit(2)
  }
  // Browser tests run the built application.
  if (names.includes('browser') && !names.includes('build')) names.unshift('build')
  return { names, filters: positionals }
}

async function runStage(name, filters) {
  try {
    return await stages[name](filters)
  } catch (error) {
    console.error(error.message)
    return oneCheck(false)
  }
}

const { names, filters } = chosen()
await prepare().catch(fail)

const sum = { passed: 0, failed: 0 }
const lines = []
for (const name of names) {
  console.log(`\n== ${name}`)
  const from = performance.now()
  const { passed, failed } = await runStage(name, filters)
  sum.passed += passed
  sum.failed += failed
  lines.push(
    `${name.padEnd(8)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${seconds(from)}`,
  )
}
rmSync(reports, { recursive: true, force: true })
console.log(`\n${lines.join('\n')}\n\n${sum.passed} passed, ${sum.failed} failed`)
process.exit(sum.failed === 0 ? 0 : 1)

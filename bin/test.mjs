// `npm test`: sets up like `npm start`, then runs every check there is. `npm test -- --only unit,browser [filter ...]` runs some.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, seconds, step } from './setup/say.mjs'
import { build, prepare } from './setup.mjs'
import { couldBeLighter, findBrowser, installBrowser, installCommand } from './test/browser.mjs'
import { countPlaywright, countVitest, oneCheck } from './test/count.mjs'

const reports = mkdtempSync(join(tmpdir(), 'ledger-reports-'))
const vitestReport = join(reports, 'vitest.json')
const playwrightReport = join(reports, 'playwright.json')

/** Runs a script with this very Node, its output on the terminal, or to `hear` if that is given. True when it ended well. */
const node = (args, env = {}, hear = null) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: hear ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    })
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })

async function types(_, hear) {
  // Next writes types of its routes; those of an earlier state would be checked against pages that are gone.
  rmSync('.next/types', { recursive: true, force: true })
  rmSync('.next/dev', { recursive: true, force: true })
  return (
    (await node(['node_modules/next/dist/bin/next', 'typegen'], {}, hear)) &&
    node(['node_modules/typescript/bin/tsc', '--noEmit'], {}, hear)
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
  const there = await findBrowser()
  const enough = there && !couldBeLighter(there)
  const found = enough ? there : await step('Installing Chromium', async () => installBrowser())
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

const check =
  (work) =>
  async (...given) =>
    oneCheck(await work(...given))
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

async function runStage(name, filters, hear) {
  const from = performance.now()
  const counts = await stages[name](filters, hear).catch((error) => {
    console.error(error.message)
    return oneCheck(false)
  })
  return { name, ...counts, took: seconds(from) }
}

/** A stage that runs beside others: what it says is kept, and printed by `end`, so that nothing is mixed. */
function beside(name, filters) {
  const said = []
  const running = runStage(name, filters, (piece) => said.push(piece))
  const end = async () => {
    const result = await running
    console.log(`\n== ${name}\n${Buffer.concat(said)}`)
    return result
  }
  return { end }
}

const { names, filters } = chosen()
await prepare().catch(fail)

const results = []
// Types take one core for half a minute; lint, and the look for what is unused, would leave the other idle.
const early = names.indexOf('types') >= 0 && names.indexOf('types') < names.indexOf('unit')
const checking = early ? beside('types', filters) : null
for (const name of names) {
  if (name === 'types' && checking) continue
  console.log(`\n== ${name}`)
  results.push(await runStage(name, filters))
  if (name === 'unit' && checking) results.unshift(await checking.end())
}
rmSync(reports, { recursive: true, force: true })
const lines = results.map(
  ({ name, passed, failed, took }) =>
    `${name.padEnd(8)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${took}`,
)
const sum = (of) => results.reduce((all, result) => all + result[of], 0)
console.log(`\n${lines.join('\n')}\n\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') === 0 ? 0 : 1)

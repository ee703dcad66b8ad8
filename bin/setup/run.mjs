import { spawn } from 'node:child_process'
import { SetupError } from './say.mjs'

const KEPT_LINES = 40

/** No step of ours tells anybody anything: no usage statistics, no questions about newer versions. */
const quiet = {
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  npm_config_update_notifier: 'false',
}

/**
 * Runs a program and keeps its output to itself, unless it fails.
 * @throws SetupError with `advice` and the end of what the program said
 */
export function run(command, args, advice, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...quiet, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => said.push(text))
    const failed = (how) => {
      const tail = said.join('').trim().split('\n').slice(-KEPT_LINES).join('\n')
      reject(new SetupError([advice, how, tail].filter(Boolean).join('\n\n')))
    }
    child.once('error', (error) => failed(error.message))
    child.once('close', (code, signal) =>
      code === 0 ? resolve() : failed(`It ended with ${signal ?? `code ${code}`}.`),
    )
  })
}

/** Runs a script with this very Node. */
export const node = (args, advice, env) => run(process.execPath, args, advice, env)

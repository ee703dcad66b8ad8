import { type ParseArgsConfig, parseArgs } from 'node:util'
import { OperatorError } from '@/lib/operator-error'

type Options = NonNullable<ParseArgsConfig['options']>
type Description<T extends Options> = {
  /** How it is typed, without the options. */
  usage: string
  about: string
  options: T
  /** What each option means, for --help. */
  meanings?: { [name in keyof T]: string }
}
type Values<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>

/** Whether an error carries words for the person at the keyboard (also a Refusal of a room), instead of being a bug. */
function hasWords(error: unknown): error is Error {
  return error instanceof OperatorError || (error instanceof Error && error.name === 'Refusal')
}

/** Says an error in words, or with its stack when it is a bug. */
export function complain(error: unknown): void {
  console.error(hasWords(error) ? error.message : error)
}

/** Runs one command of the command line: options, --help, refusals in words, exit code 0, 1 (failed) or 2 (mistyped). */
export async function command<T extends Options>(
  { usage, about, options, meanings }: Description<T>,
  work: (given: Values<T>) => Promise<void>,
): Promise<void> {
  const lines = Object.entries(meanings ?? {}).map(([name, meaning]) => `  --${name.padEnd(16)} ${meaning}`)
  const help = [`Usage: ${usage}`, '', about, ...(lines.length ? ['', ...lines] : [])].join('\n')
  if (process.argv.includes('--help')) return console.log(help)
  let given: Values<T>
  try {
    given = parseArgs({ options, allowPositionals: true, strict: true })
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${help}`)
    process.exitCode = 2
    return
  }
  try {
    await work(given)
  } catch (error) {
    complain(error)
    process.exitCode = 1
  }
}

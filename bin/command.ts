import { type ParseArgsConfig, parseArgs } from 'node:util'
import { OperatorError } from '@/lib/operator-error'
import { Refusal } from '@/lib/refusal'

type Options = NonNullable<ParseArgsConfig['options']>

type Description<T extends Options> = {
  /** How it is typed. */
  usage: string
  about: string
  options: T
  /** Options that have to be given. */
  needs?: (keyof T & string)[]
  /** Whether a word comes beside the options: any, one of these, or many (at least one). */
  word?: 'any' | 'many' | string[]
  /** What each option means, for --help. */
  meanings?: { [name in keyof T]: string }
}

type Given<T extends Options> = {
  values: ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>['values']
  word: string
  /** With `word: 'many'`, all of them. */
  words: string[]
}

function wordsOf(error: Refusal): string {
  const fields = error.fields.map(({ path, message }) => `  ${path ? `${path}: ` : ''}${message}`)
  return [error.message, ...(error.detail ? [error.detail] : []), ...fields].join('\n')
}

/** Says an error in words, or with its stack when it is a bug. */
export function complain(error: unknown): void {
  if (error instanceof Refusal) console.error(wordsOf(error))
  else console.error(error instanceof OperatorError ? error.message : error)
}

function read<T extends Options>({ options, needs = [], word: wanted }: Description<T>): Given<T> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true })
  const [word = '', ...more] = positionals
  const extra = wanted === 'many' ? undefined : wanted ? more[0] : positionals[0]
  if (extra !== undefined) throw new TypeError(`"${extra}" is not understood.`)
  if (Array.isArray(wanted) && !wanted.includes(word)) throw new TypeError(`Say what to do: ${wanted.join(' or ')}.`)
  if (wanted === 'many' && word === '') throw new TypeError('Name at least one.')
  const given: Record<string, unknown> = values
  for (const name of needs) if (given[name] === undefined) throw new TypeError(`--${name} is missing.`)
  return { values, word, words: positionals }
}

function helpOf<T extends Options>({ usage, about, meanings }: Description<T>): string {
  const lines = Object.entries(meanings ?? {}).map(([name, meaning]) => `  --${name.padEnd(10)} ${meaning}`)
  return [`Usage: ${usage}`, '', about, ...(lines.length ? ['', ...lines] : [])].join('\n')
}

/** Runs one command of the command line: options, --help, refusals in words; exit code 0, 1 (failed) or 2 (mistyped). */
export async function command<T extends Options>(
  description: Description<T>,
  work: (given: Given<T>) => Promise<void>,
): Promise<void> {
  if (process.argv.includes('--help')) return console.log(helpOf(description))
  let given: Given<T>
  try {
    given = read(description)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${helpOf(description)}`)
    process.exitCode = 2
    return
  }
  try {
    await work(given)
  } catch (error) {
    complain(error)
    process.exitCode = 1
  } finally {
    // The channel to the launcher would keep this process waiting.
    if (process.connected) process.disconnect()
  }
}

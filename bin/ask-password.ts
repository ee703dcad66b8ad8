import { randomInt } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { OperatorError } from '@/lib/operator-error'

/**
 * One line of standard input: typed without being shown, or piped in. A password never stands on the command line, where
 * every user of the machine could read it.
 * @throws OperatorError when nothing comes
 */
export async function askPassword(question: string): Promise<string> {
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = process.stdin.isTTY === true
  if (terminal) process.stderr.write(`${question}: `)
  const lines = createInterface({ input: process.stdin, output: hidden, terminal })
  try {
    for await (const line of lines) return line
    throw new OperatorError('There is no password: type it, pipe it in, or let one be made with --generate.')
  } finally {
    lines.close()
    if (terminal) process.stderr.write('\n')
  }
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password of five groups of four, 100 bits, that can be read out on the telephone. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: 5 }, group).join('-')
}

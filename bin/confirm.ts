import { createInterface } from 'node:readline/promises'
import { OperatorError } from '@/lib/operator-error'

/**
 * Has somebody at the terminal type a word before something that cannot be undone.
 * @throws OperatorError when they type anything else, or when nobody sits there
 */
export async function confirmBy(word: string, what: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new OperatorError(`${what}\nNothing was changed. To confirm it without a terminal, add --yes.`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const typed = await terminal.question(`${what}\nType ${word} to go on: `)
    if (typed.trim() !== word) throw new OperatorError('Nothing was changed.')
  } finally {
    terminal.close()
  }
}

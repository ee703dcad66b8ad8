/** Seconds since `from` (of performance.now()), as they are shown. */
export const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`

/** Something that whoever typed the command can mend; shown without a stack. */
export class SetupError extends Error {}

/** Does one thing while the terminal says what, and how long it took. */
export async function step(title, work) {
  const from = performance.now()
  process.stdout.write(`${title} ... `)
  try {
    const value = await work()
    process.stdout.write(`${seconds(from)}\n`)
    return value
  } catch (error) {
    process.stdout.write(`failed after ${seconds(from)}\n`)
    throw error
  }
}

/** Ends the process with the error's words, or with its stack when it is a bug. */
export function fail(error) {
  console.error(error instanceof SetupError ? `\n${error.message}` : error)
  process.exit(1)
}

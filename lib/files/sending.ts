import { bytes, counted } from '@/lib/words'

/*
 * What whoever sends a file is told, by the page and by the command line. Pure, and of a name of its own: the two have nothing else in common.
 */

/** '48 %, 1.2 GB of 2.5 GB, 84 MB a second, 12 seconds left'. The speed is in bytes a second. */
export function progressWords(sent: number, total: number, speed: number): string {
  const parts = [`${Math.floor((sent / total) * 100)} %`, `${bytes(sent)} of ${bytes(total)}`]
  if (speed > 0 && Number.isFinite(speed))
    parts.push(`${bytes(Math.round(speed))} a second`, `${leftWords((total - sent) / speed)} left`)
  return parts.join(', ')
}

/** '12 seconds', '3 minutes', '2 hours'. */
function leftWords(seconds: number): string {
  if (seconds < 90) return counted(Math.max(1, Math.round(seconds)), 'second')
  if (seconds < 5_400) return counted(Math.round(seconds / 60), 'minute')
  return counted(Math.round(seconds / 3_600), 'hour')
}

type Problem = { title?: unknown; detail?: unknown; errors?: unknown }

/** What the API said when it refused, in one line; '' parts are left out. */
export function refusalWords(status: number, body: string): string {
  const { title, detail, errors }: Problem = readProblem(body)
  const fields = Array.isArray(errors) ? errors.map((one: { message?: unknown }) => one.message) : []
  const said = [title && `${title}.`, detail, ...fields].filter((part) => typeof part === 'string' && part !== '')
  return said.length > 0 ? said.join(' ') : `The ledger answered ${status}.`
}

function readProblem(body: string): Problem {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

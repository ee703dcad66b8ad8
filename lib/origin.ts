import { config } from '@/lib/config'

/**
 * Was this request sent from a page of our own? True only if it names an Origin and that is the app's address (APP_URL) or, for an app
 * that is reached by several names on one machine, the very host it was sent to. A foreign, opaque ("null") or missing Origin is not ours.
 */
export function sameOrigin(headers: Pick<Headers, 'get'>): boolean {
  const origin = headers.get('origin')
  if (!origin || origin === 'null') return false
  let given: URL
  try {
    given = new URL(origin)
  } catch {
    return false
  }
  const home = new URL(config().APP_URL)
  if (given.origin === home.origin) return true
  return given.protocol === 'http:' && isLoopback(given.hostname) && given.host === headers.get('host')
}

/** The names of this very machine, as they stand in an address. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

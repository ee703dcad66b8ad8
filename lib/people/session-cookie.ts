import { decode } from 'next-auth/jwt'
import { config } from '@/lib/config'

/** 12 hours from signing in, however much somebody works: a working day, and then no longer. */
export const SESSION_SECONDS = 12 * 60 * 60

/** Cookies are for https alone whenever the app's address is. */
export function secureCookies(): boolean {
  return config().APP_URL.startsWith('https://')
}

/** next-auth's own name for its cookie. */
export function sessionCookieName(): string {
  return `${secureCookies() ? '__Secure-' : ''}next-auth.session-token`
}

/** The key of all cookies. Throws when the launcher did not set it: without it nobody could sign in. */
export function sessionSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set: start the app with `npm start`, which makes and keeps one.')
  return secret
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * What cookies were found to hold. Opening one (a derived key, an encrypted token) costs about as much as all that a page asks of the
 * database, and always comes to the same: an id, and when the cookie runs out. No authorization is kept; that is the session's row.
 */
const opened = new Map<string, { sessionId: string; until: number }>()
const KEEP = 2_000

/** The id of the session in a cookie that we made and that has not run out, else null. It says nothing about whether the session still runs. */
export async function sessionIdIn(cookie: string): Promise<string | null> {
  const key = `${sessionSecret()} ${cookie}`
  const known = opened.get(key)
  if (known) return known.until > Date.now() ? known.sessionId : null
  const token = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null)
  const sessionId = token?.sessionId
  if (typeof sessionId !== 'string' || !UUID.test(sessionId)) return null
  if (opened.size >= KEEP) opened.delete(opened.keys().next().value ?? '')
  opened.set(key, { sessionId, until: Number(token?.exp) * 1_000 })
  return sessionId
}

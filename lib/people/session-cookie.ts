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

/** The id of the session in a cookie that we made and that has not run out, else null. It says nothing about whether the session still runs. */
export async function sessionIdIn(cookie: string): Promise<string | null> {
  const token = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null)
  const id = token?.sessionId
  return typeof id === 'string' && UUID.test(id) ? id : null
}

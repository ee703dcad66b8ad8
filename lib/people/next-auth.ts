/** The seam to next-auth: it makes the cookie, we decide who gets one. */
import { createHash, randomBytes } from 'node:crypto'
import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { log } from '@/lib/log'
import { SESSION_SECONDS, secureCookies, sessionCookieName, sessionSecret } from '@/lib/people/session-cookie'

/**
 * Runs next-auth's credentials sign-in and answers the value of the session cookie it makes. `begin` judges and answers the id of the new
 * session, which is all that the cookie holds; what it throws is thrown on. next-auth wants a double-submit token on this call; the caller
 * is a server action whose origin was checked, so the pair is made here.
 */
export async function sessionCookieFrom(begin: () => Promise<string>): Promise<string> {
  let trouble: unknown
  const options: AuthOptions = {
    secret: sessionSecret(),
    useSecureCookies: secureCookies(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    logger: {
      error: (code) => void log.failure(new Error(`next-auth: ${code}`)),
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: { jwt: ({ user }) => ({ sessionId: user.id }) },
    providers: [
      Credentials({
        credentials: {},
        async authorize() {
          try {
            return { id: await begin() }
          } catch (error) {
            trouble = error
            return null
          }
        },
      }),
    ],
  }
  const cookies = await callbackCookies(options)
  if (trouble) throw trouble
  const prefix = `${sessionCookieName()}=`
  const cookie = cookies.find((line) => line.startsWith(prefix))
  if (!cookie) throw new Error('next-auth made no session cookie')
  return cookie.slice(prefix.length).split(';', 1)[0] ?? ''
}

async function callbackCookies(options: AuthOptions): Promise<string[]> {
  const csrfToken = randomBytes(32).toString('hex')
  const csrfHash = createHash('sha256').update(`${csrfToken}${options.secret}`).digest('hex')
  const csrfCookie = `${options.useSecureCookies ? '__Host-' : ''}next-auth.csrf-token`
  const request = {
    method: 'POST',
    query: { nextauth: ['callback', 'credentials'] },
    headers: {},
    cookies: { [csrfCookie]: `${csrfToken}|${csrfHash}` },
    body: { csrfToken, json: 'true' },
  }
  let cookies: string[] = []
  const response = {
    status: () => response,
    getHeader: () => cookies,
    setHeader: (name: string, value: string[]) => {
      if (name === 'Set-Cookie') cookies = value
    },
    json: () => undefined,
    send: () => undefined,
  }
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options)
  return cookies
}

import 'server-only'
import { createHash } from 'node:crypto'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { after } from 'next/server'
import { cache } from 'react'
import { noteDenial, pageAsked } from '@/lib/audit/denials'
import { frameOf } from '@/lib/inquiries/queries'
import type { Actor, Person } from '@/lib/people/actor'
import { signOut } from '@/lib/people/my-commands'
import { sessionCookieFrom } from '@/lib/people/next-auth'
import { safePath, signInPath } from '@/lib/people/next-path'
import { actorFor, personOfSession, personOfTokenHash } from '@/lib/people/queries'
import { SESSION_SECONDS, secureCookies, sessionCookieName, sessionIdIn } from '@/lib/people/session-cookie'
import { beginSession } from '@/lib/people/sign-in'
import { missing, Refusal } from '@/lib/refusal'

/**
 * Who sends this request, or null. The cookie holds nothing but the id of a session; whether that session runs and its owner may still
 * come in is asked of the database on every request, so signing out, disabling and demoting work at once. Kept for one request only.
 */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value
  const sessionId = cookie ? await sessionIdIn(cookie) : null
  return sessionId ? personOfSession(sessionId, await inquiryAsked()) : null
})

/** The inquiry that the address names, if it names one. */
async function inquiryAsked(): Promise<string | undefined> {
  return /^\/inquiries\/([a-z0-9-]+)(?=[/?]|$)/.exec((await headers()).get('x-ledger-path') ?? '')?.[1]
}

/** For pages: who is signed in; nobody is sent to the sign-in page and comes back here afterwards. */
export async function requirePerson(): Promise<Person> {
  const person = await currentPerson()
  if (person) return person
  redirect(signInPath((await headers()).get('x-ledger-path')))
}

/** The path of the page that is asked for, without its query; '' when the server did not say. For marking where one is. */
export async function currentPath(): Promise<string> {
  return (await headers()).get('x-ledger-path')?.split('?', 1)[0] ?? ''
}

/** For pages of an inquiry: who acts there. Not a member, or no such inquiry: the same "not found", for administrators too. */
export const actorIn = cache(async (slug: string): Promise<Actor> => {
  const frame = await frameOf(await requirePerson(), slug)
  return frame?.actor ?? notHere()
})

/**
 * For pages and downloads: there is no such thing, or it is not for whoever asks; the two look the same. After the answer it is noted who
 * was refused what.
 */
export function notHere(): never {
  noteRefusedPage()
  notFound()
}

/** Once for each request, though its frame and its page may both refuse it. */
const noteRefusedPage = cache((): void => {
  const asked = Promise.all([currentPerson(), headers()])
  after(async () => {
    const [person, sent] = await asked
    if (person) await noteDenial(missing(), person, pageAsked(sent.get('x-ledger-path') ?? ''))
  })
})

/** For server actions: who sends this form. Throws a Refusal when nobody is signed in, so that what was typed stays. */
export async function personOfForm(): Promise<Person> {
  const person = await currentPerson()
  if (person) return person
  throw new Refusal('forbidden', 'You are signed out', {
    detail:
      'Sign in again in another tab or window, then come back and send this form once more: what you typed is still here.',
  })
}

/** For server actions in an inquiry, each of one verb; throws a Refusal when nobody is signed in, or they are no member (as if it did not exist). */
export async function actorOfForm(slug: string, verb: string): Promise<Actor> {
  const person = await personOfForm()
  const actor = await actorFor(person, slug)
  if (actor) return actor
  const refused = missing()
  await noteDenial(refused, person, { verb, named: { inquiry: slug } })
  throw refused
}

/** For the HTTP API: the owner of this bearer token, or null when it is unknown, revoked or expired, or its owner is disabled; known with the inquiry that they ask for. */
export async function personOfToken(bearer: string, slug?: string): Promise<Person | null> {
  return personOfTokenHash(createHash('sha256').update(bearer).digest('hex'), slug)
}

/** Whoever is signed in by this Cookie header, or null. Asked of the database each time, also twice for one request that takes long. */
export async function personOfCookie(header: string): Promise<Person | null> {
  const name = `${sessionCookieName()}=`
  const cookie = header.split(/;\s*/).find((part) => part.startsWith(name))
  const sessionId = cookie ? await sessionIdIn(cookie.slice(name.length)) : null
  return sessionId ? personOfSession(sessionId) : null
}

/** Signs in whoever sends this form, and answers where they wanted to go. Throws the Refusals of `beginSession`. */
export async function enter(input: Record<string, unknown>): Promise<string> {
  const sent = await headers()
  const visitor = { address: sent.get('x-ledger-address') ?? '', browser: sent.get('user-agent') ?? '' }
  const cookie = await sessionCookieFrom(() => beginSession(input, visitor))
  await setCookie(cookie, SESSION_SECONDS)
  return safePath(input.next)
}

/** Signs out whoever sends this form, if anybody, and answers where to go. */
export async function leave(): Promise<string> {
  const person = await currentPerson()
  if (person) await signOut(person, {})
  await setCookie('', 0)
  return '/sign-in'
}

async function setCookie(value: string, maxAge: number): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookieName(), value, { httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies(), maxAge })
}

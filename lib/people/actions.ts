'use server'

import { guestAction, personAction } from '@/lib/form-action'
import * as commands from '@/lib/people/commands'
import * as mine from '@/lib/people/my-commands'
import { noInput, signInInput } from '@/lib/people/schema'
import { enter, leave } from '@/lib/people/session'

export const signIn = guestAction(signInInput, enter)

/** The form in the frame of every page; it has no state to show, since it always leads to the sign-in page. */
export async function signOutHere(form: FormData): Promise<void> {
  await guestAction(noInput, leave)(null, form)
}

export const createPerson = personAction(commands.createPerson, ({ userId }) => `/people/${userId}?did=user.created`)
export const changePerson = personAction(commands.changePerson, ({ userId }) => `/people/${userId}?did=user.changed`)
export const disablePerson = personAction(commands.disablePerson, ({ userId }) => `/people/${userId}?did=user.disabled`)
export const enablePerson = personAction(commands.enablePerson, ({ userId }) => `/people/${userId}?did=user.enabled`)
export const setPassword = personAction(commands.setPassword, ({ userId }) => `/people/${userId}?did=user.password_set`)

export const changeMyPassword = personAction(mine.changeMyPassword, () => '/me?did=user.password_set')
export const makeToken = personAction(mine.makeToken, ({ token }) => ({ shown: { token } }))
export const revokeToken = personAction(mine.revokeToken, ({ userId }, who) =>
  homeOf(userId, who.userId, 'token.revoked'),
)
export const endSession = personAction(mine.endSession, ({ userId }, who) =>
  homeOf(userId, who.userId, 'session.ended'),
)
export const endAllSessions = personAction(mine.endAllSessions, ({ userId }, who) =>
  homeOf(userId, who.userId, 'session.all_ended'),
)

/** Back to the page that the button stood on. */
const homeOf = (userId: string, me: string, done: string) =>
  userId === me ? `/me?did=${done}` : `/people/${userId}?did=${done}`

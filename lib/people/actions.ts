'use server'

import { guestAction, personAction } from '@/lib/form-action'
import * as commands from '@/lib/people/commands'
import * as mine from '@/lib/people/my-commands'
import { noInput, signInInput } from '@/lib/people/schema'
import { enter, leave } from '@/lib/people/session'

export const signIn = guestAction(signInInput, enter)
export const signOut = guestAction(noInput, leave)

export const createPerson = personAction(commands.createPerson, ({ userId }) => `/people/${userId}?did=created`)
export const changePerson = personAction(commands.changePerson, ({ userId }) => `/people/${userId}?did=changed`)
export const disablePerson = personAction(commands.disablePerson, ({ userId }) => `/people/${userId}?did=disabled`)
export const enablePerson = personAction(commands.enablePerson, ({ userId }) => `/people/${userId}?did=enabled`)
export const setPassword = personAction(commands.setPassword, ({ userId }) => `/people/${userId}?did=password`)

export const changeMyPassword = personAction(mine.changeMyPassword, () => '/me?did=password')
export const makeToken = personAction(mine.makeToken, ({ token }) => ({ shown: { token } }))
export const revokeToken = personAction(mine.revokeToken, ({ userId }, who) => homeOf(userId, who.userId, 'token'))
export const endSession = personAction(mine.endSession, ({ userId }, who) => homeOf(userId, who.userId, 'session'))
export const endAllSessions = personAction(mine.endAllSessions, ({ userId }, who) =>
  homeOf(userId, who.userId, 'sessions'),
)

/** Back to the page that the button stood on. */
const homeOf = (userId: string, me: string, done: string) =>
  userId === me ? `/me?did=${done}` : `/people/${userId}?did=${done}`

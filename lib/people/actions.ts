'use server'

import { guestAction, personAction } from '@/lib/form-action'
import * as commands from '@/lib/people/commands'
import * as mine from '@/lib/people/my-commands'
import { noInput, signInInput } from '@/lib/people/schema'
import { enter, leave } from '@/lib/people/session'

export const signIn = guestAction(signInInput, enter)
export const signOut = guestAction(noInput, leave)

export const createPerson = personAction(commands.createPerson, ({ userId }) => `/people/${userId}?done=created`)
export const changePerson = personAction(commands.changePerson, ({ userId }) => `/people/${userId}?done=changed`)
export const disablePerson = personAction(commands.disablePerson, ({ userId }) => `/people/${userId}?done=disabled`)
export const enablePerson = personAction(commands.enablePerson, ({ userId }) => `/people/${userId}?done=enabled`)
export const setPassword = personAction(commands.setPassword, ({ userId }) => `/people/${userId}?done=password`)

export const changeMyPassword = personAction(mine.changeMyPassword, () => '/me?done=password')
export const makeToken = personAction(mine.makeToken, ({ token }) => ({ shown: { token } }))
export const revokeToken = personAction(mine.revokeToken, ({ userId }, who) => homeOf(userId, who.userId, 'token'))
export const endSession = personAction(mine.endSession, ({ userId }, who) => homeOf(userId, who.userId, 'session'))
export const endAllSessions = personAction(mine.endAllSessions, ({ userId }, who) =>
  homeOf(userId, who.userId, 'sessions'),
)

/** Back to the page that the button stood on. */
const homeOf = (userId: string, me: string, done: string) =>
  userId === me ? `/me?done=${done}` : `/people/${userId}?done=${done}`

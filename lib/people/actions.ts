'use server'

import { guestAction, personAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import * as commands from '@/lib/people/commands'
import * as mine from '@/lib/people/my-commands'
import { signInInput } from '@/lib/people/schema'
import { enter } from '@/lib/people/session'

export async function signInAction(state: FormState, form: FormData): Promise<FormState> {
  return guestAction(signInInput, enter)(state, form)
}

export async function createPersonAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.createPerson, ({ userId }) => `/people/${userId}?did=user.created`)(state, form)
}

export async function changePersonAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.changePerson, ({ userId }) => `/people/${userId}?did=user.changed`)(state, form)
}

export async function disablePersonAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.disablePerson, ({ userId }) => `/people/${userId}?did=user.disabled`)(state, form)
}

export async function enablePersonAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.enablePerson, ({ userId }) => `/people/${userId}?did=user.enabled`)(state, form)
}

export async function setPasswordAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.setPassword, ({ userId }) => `/people/${userId}?did=user.password_set`)(state, form)
}

export async function changeMyPasswordAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(mine.changeMyPassword, () => '/me?did=user.password_set')(state, form)
}

export async function makeTokenAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(mine.makeToken, ({ token }) => ({ shown: { token } }))(state, form)
}

export async function revokeTokenAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(mine.revokeToken, ({ userId }, who) => homeOf(userId, who.userId, 'token.revoked'))(state, form)
}

export async function endSessionAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(mine.endSession, ({ userId }, who) => homeOf(userId, who.userId, 'session.ended'))(state, form)
}

export async function endAllSessionsAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(mine.endAllSessions, ({ userId }, who) => homeOf(userId, who.userId, 'session.all_ended'))(
    state,
    form,
  )
}

/** Back to the page that the button stood on. */
const homeOf = (userId: string, me: string, done: string) =>
  userId === me ? `/me?did=${done}` : `/people/${userId}?did=${done}`

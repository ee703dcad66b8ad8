import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import type { Answer, Command } from '@/lib/command'
import { troubleRefusal } from '@/lib/database-trouble'
import { formToInput } from '@/lib/form-data'
import { ONCE_FIELDS, onceOf } from '@/lib/form-once'
import type { FormState } from '@/lib/form-state'
import { log } from '@/lib/log'
import { sameOrigin } from '@/lib/origin'
import type { Actor, Person } from '@/lib/people/actor'
import { actorOfForm, personOfForm } from '@/lib/people/session'
import { Refusal } from '@/lib/refusal'

/** Where to go after the act; or what the form itself shows once, such as a new token, which must stand in no address. */
type Outcome = string | { shown: Record<string, string> }
type Next<A extends Answer, Who> = (answer: A, who: Who) => Outcome

/**
 * Builds the server action of a form in an inquiry: same origin, who acts (from the session; the inquiry's slug comes with the form and
 * counts only if they are a member), one command, done once however often the form is sent, then a redirect to `next`. An expected refusal comes back as a value with everything
 * that was typed; anything else is logged with an id and shown generically.
 */
export function formAction<S extends z.ZodType, A extends Answer>(command: Command<S, A>, next: Next<A, Actor>) {
  return async (_state: FormState, form: FormData): Promise<FormState> => {
    const slug = String(form.get('inquiry') ?? '')
    return answered(form, command.input, ['inquiry'], async (input) => {
      const actor = await actorOfForm(slug, command.verb)
      const once = await onceOf(form, command.verb)
      return next(await command({ ...actor, ...(once && { once }) }, input), actor)
    })
  }
}

/** The same for what belongs to no inquiry: accounts, sessions, tokens. Not remembered: passwords stand in these forms, of which nothing that is quick to guess at may be kept. */
export function personAction<S extends z.ZodType, A extends Answer>(
  command: Command<S, A, Person>,
  next: Next<A, Person>,
) {
  return async (_state: FormState, form: FormData): Promise<FormState> =>
    answered(form, command.input, [], async (input) => {
      const person = await personOfForm()
      return next(await command(person, input), person)
    })
}

/** The same for somebody who may be nobody yet: signing in, and out. `act` takes the input as it came. */
export function guestAction(input: z.ZodType, act: (input: Record<string, unknown>) => Promise<string>) {
  return async (_state: FormState, form: FormData): Promise<FormState> => answered(form, input, [], act)
}

async function answered(
  form: FormData,
  schema: z.ZodType,
  apart: string[],
  act: (input: Record<string, unknown>) => Promise<Outcome>,
): Promise<FormState> {
  const { input, typed } = formToInput(form, schema, [...apart, ...ONCE_FIELDS])
  let outcome: Outcome
  try {
    if (!sameOrigin(await headers())) {
      throw new Refusal('forbidden', 'This form was sent from another site', {
        detail: 'Open the page here and send it again.',
      })
    }
    outcome = await act(input)
  } catch (error) {
    // What was typed goes back to the browser that sent it, also after a spill: it is neither stored nor logged here.
    return { problem: problemOf(error), values: typed }
  }
  // Also before going on: the head of the page stays as it is through a redirect, and its counts would tell of before the act.
  refresh()
  if (typeof outcome === 'string') redirect(outcome)
  return outcome
}

function problemOf(error: unknown): NonNullable<NonNullable<FormState>['problem']> {
  if (error instanceof Refusal) {
    return {
      kind: error.kind,
      title: error.message,
      detail: error.meanwhile
        ? `${error.meanwhile} What you typed is kept below: compare it, then save again.`
        : error.detail,
      fields: error.fields,
      current: error.current,
      again: error.again,
    }
  }
  const id = log.failure(error)
  const trouble = troubleRefusal(error)
  if (trouble) return problemOf(trouble)
  return {
    kind: 'failure',
    title: 'Something went wrong on our side',
    detail: `Nothing was saved. What you typed is still here; try again, and if it happens again quote ${id}.`,
    fields: [],
  }
}

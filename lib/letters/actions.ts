'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { clearLetter, draftLetter, editLetter, moveLetter, setLetterRequests } from '@/lib/letters/commands'
import { inOrder } from '@/lib/letters/in-order'
import { did } from '@/lib/words'

export async function draftLetterAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(draftLetter, (answer, actor) => did(actor.inquiry.slug, 'letter', answer, 'letter.drafted'))(
    state,
    form,
  )
}

export async function editLetterAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editLetter, (answer, actor) => did(actor.inquiry.slug, 'letter', answer, 'letter.edited'))(
    state,
    form,
  )
}

export async function setLetterRequestsAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(setLetterRequests, (answer, actor) =>
    did(actor.inquiry.slug, 'letter', answer, 'letter.requests_changed'),
  )(state, inOrder(form))
}

export async function clearLetterAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(clearLetter, (answer, actor) => did(actor.inquiry.slug, 'letter', answer, 'letter.cleared'))(
    state,
    form,
  )
}

export async function moveLetterAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(moveLetter, (answer, actor) => did(actor.inquiry.slug, 'letter', answer, 'moved'))(state, form)
}

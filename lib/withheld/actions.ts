'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { challengeWithheld, editWithheld, logWithheld, moveWithheld } from '@/lib/withheld/commands'
import { bringLog, discardLog, importLog } from '@/lib/withheld/import'
import { askedJobPath, did } from '@/lib/words'

export async function logWithheldAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(logWithheld, (answer, actor) => did(actor.inquiry.slug, 'withheld', answer, 'withheld.logged'))(
    state,
    form,
  )
}

export async function editWithheldAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editWithheld, (answer, actor) => did(actor.inquiry.slug, 'withheld', answer, 'withheld.edited'))(
    state,
    form,
  )
}

export async function moveWithheldAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(moveWithheld, (answer, actor) => did(actor.inquiry.slug, 'withheld', answer, 'moved'))(state, form)
}

export async function challengeWithheldAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    challengeWithheld,
    (answer, actor) => `/inquiries/${actor.inquiry.slug}/withheld?status=challenged&did=${answer.challenged}`,
  )(state, form)
}

export async function bringLogAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    bringLog,
    (answer, actor) => `/inquiries/${actor.inquiry.slug}/withheld/import/${answer.id}?did=brought`,
  )(state, form)
}

export async function importLogAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(importLog, (answer, actor) => askedJobPath(actor.inquiry.slug, answer.job))(state, form)
}

export async function discardLogAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(discardLog, (_answer, actor) => `/inquiries/${actor.inquiry.slug}/withheld/import?did=discarded`)(
    state,
    form,
  )
}

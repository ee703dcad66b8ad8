'use server'

import { correctStep, recordStep, recordSteps } from '@/lib/custody/commands'
import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { did } from '@/lib/words'

export async function recordStepAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(recordStep, (answer, actor) => did(actor.inquiry.slug, 'evidence', answer, 'moved'))(state, form)
}

export async function correctStepAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(correctStep, (answer, actor) => did(actor.inquiry.slug, 'evidence', answer, 'moved'))(state, form)
}

export async function recordStepsAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    recordSteps,
    (answer, actor) => `/inquiries/${actor.inquiry.slug}/evidence/whereabouts?did=${answer.refs.length}`,
  )(state, form)
}

'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { editQuestion, logQuestion, moveQuestion } from '@/lib/questions/commands'
import { did } from '@/lib/words'

export async function logQuestionAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(logQuestion, (answer, actor) => did(actor.inquiry.slug, 'question', answer, 'question.logged'))(
    state,
    form,
  )
}

export async function editQuestionAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editQuestion, (answer, actor) => did(actor.inquiry.slug, 'question', answer, 'question.edited'))(
    state,
    form,
  )
}

export async function moveQuestionAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(moveQuestion, (answer, actor) => did(actor.inquiry.slug, 'question', answer, 'moved'))(state, form)
}

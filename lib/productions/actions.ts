'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { editProduction, logProduction } from '@/lib/productions/commands'
import { did } from '@/lib/words'

export async function logProductionAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(logProduction, (answer, actor) =>
    did(actor.inquiry.slug, 'production', answer, 'production.logged'),
  )(state, form)
}

export async function editProductionAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editProduction, (answer, actor) =>
    did(actor.inquiry.slug, 'production', answer, 'production.edited'),
  )(state, form)
}

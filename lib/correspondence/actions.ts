'use server'

import { editCorrespondence, logCorrespondence } from '@/lib/correspondence/commands'
import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { did } from '@/lib/words'

export async function logCorrespondenceAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(logCorrespondence, (answer, actor) =>
    did(actor.inquiry.slug, 'correspondence', answer, 'correspondence.logged'),
  )(state, form)
}

export async function editCorrespondenceAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editCorrespondence, (answer, actor) =>
    did(actor.inquiry.slug, 'correspondence', answer, 'correspondence.edited'),
  )(state, form)
}

'use server'

import { discardSetAside, keepSetAside } from '@/lib/files/commands'
import { verifyFiles } from '@/lib/files/fixity'
import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { askedJobPath, did } from '@/lib/words'

export async function verifyFilesAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(verifyFiles, (answer, actor) => askedJobPath(actor.inquiry.slug, answer.job))(state, form)
}

export async function keepSetAsideAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(keepSetAside, (answer, actor) =>
    did(actor.inquiry.slug, 'evidence', { ref: String(answer.ref) }, 'evidence.file_kept'),
  )(state, form)
}

export async function discardSetAsideAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(discardSetAside, (_answer, actor) => `/inquiries/${actor.inquiry.slug}/uploads?did=discarded`)(
    state,
    form,
  )
}

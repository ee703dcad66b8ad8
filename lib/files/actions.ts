'use server'

import { verifyFiles } from '@/lib/files/fixity'
import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'

export async function verifyFilesAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(verifyFiles, (answer, actor) => `/inquiries/${actor.inquiry.slug}/jobs/${answer.job}`)(state, form)
}

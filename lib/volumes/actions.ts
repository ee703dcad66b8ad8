'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { askForVolume } from '@/lib/volumes/commands'
import { askedJobPath } from '@/lib/words'

export async function askForVolumeAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(askForVolume, (answer, actor) => askedJobPath(actor.inquiry.slug, answer.job))(state, form)
}

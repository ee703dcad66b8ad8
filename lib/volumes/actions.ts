'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { askForVolume } from '@/lib/volumes/commands'

export async function askForVolumeAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    askForVolume,
    (answer, actor) => `/inquiries/${actor.inquiry.slug}/jobs/${answer.job}?did=job.asked`,
  )(state, form)
}

'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { cancelJob } from '@/lib/jobs/commands'

export async function cancelJobAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    cancelJob,
    (answer, actor) => `/inquiries/${actor.inquiry.slug}/jobs/${answer.id}?did=job.cancelled`,
  )(state, form)
}

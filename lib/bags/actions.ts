'use server'

import { prepareBag } from '@/lib/bags/commands'
import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'

export async function prepareBagAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(prepareBag, ({ job }, actor) => `/inquiries/${actor.inquiry.slug}/jobs/${job}`)(state, form)
}

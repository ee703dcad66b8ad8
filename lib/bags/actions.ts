'use server'

import { prepareBag } from '@/lib/bags/commands'
import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { askedJobPath } from '@/lib/words'

export async function prepareBagAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(prepareBag, ({ job }, actor) => askedJobPath(actor.inquiry.slug, job))(state, form)
}

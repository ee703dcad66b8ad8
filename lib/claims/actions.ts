'use server'

import { editClaim, recordClaim } from '@/lib/claims/commands'
import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { did } from '@/lib/words'

export async function recordClaimAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(recordClaim, (answer, actor) => did(actor.inquiry.slug, 'claim', answer, 'claim.recorded'))(
    state,
    form,
  )
}

export async function editClaimAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editClaim, (answer, actor) => did(actor.inquiry.slug, 'claim', answer, 'claim.edited'))(state, form)
}

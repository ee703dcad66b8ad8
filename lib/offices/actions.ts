'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { addOffice, editOffice } from '@/lib/offices/commands'
import { did } from '@/lib/words'

export async function addOfficeAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(addOffice, (answer, actor) => did(actor.inquiry.slug, 'office', answer, 'office.added'))(
    state,
    form,
  )
}

export async function editOfficeAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editOffice, (answer, actor) => did(actor.inquiry.slug, 'office', answer, 'office.edited'))(
    state,
    form,
  )
}

'use server'

import { editEvidence, logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { byMeaning } from '@/lib/evidence/in-order'
import { noteItem } from '@/lib/evidence/notes'
import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { did, recordPath } from '@/lib/words'

export async function logEvidenceAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(logEvidence, (answer, actor) => did(actor.inquiry.slug, 'evidence', answer, 'evidence.logged'))(
    state,
    byMeaning(form),
  )
}

export async function editEvidenceAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editEvidence, (answer, actor) => did(actor.inquiry.slug, 'evidence', answer, 'evidence.edited'))(
    state,
    form,
  )
}

export async function moveEvidenceAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(moveEvidence, (answer, actor) => did(actor.inquiry.slug, 'evidence', answer, 'moved'))(state, form)
}

export async function noteItemAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(noteItem, ({ ref, unit, from, revision }, actor) => {
    const item = recordPath(actor.inquiry.slug, 'evidence', String(ref))
    const place = unit === 'time' ? `t=${Number(from) / 1_000}` : `${unit}-${from}`
    return unit === 'line'
      ? `${item}/lines?revision=${revision}&from=${from}#${place}`
      : `${item}?revision=${revision}&did=evidence.noted#${place}`
  })(state, form)
}

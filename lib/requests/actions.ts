'use server'

import { formAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import { draftRequest, editRequest, moveRequest } from '@/lib/requests/commands'
import { addNote, assign, extend, setBlocker, takeRung } from '@/lib/requests/pressure'
import { did } from '@/lib/words'

export async function draftRequestAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(draftRequest, (answer, actor) => did(actor.inquiry.slug, 'request', answer, 'request.drafted'))(
    state,
    form,
  )
}

export async function editRequestAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(editRequest, (answer, actor) => did(actor.inquiry.slug, 'request', answer, 'request.edited'))(
    state,
    form,
  )
}

export async function moveRequestAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(moveRequest, (answer, actor) => did(actor.inquiry.slug, 'request', answer, 'moved'))(state, form)
}

export async function extendAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(extend, (answer, actor) => did(actor.inquiry.slug, 'request', answer, 'request.extended'))(
    state,
    form,
  )
}

export async function setBlockerAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(setBlocker, (answer, actor) => did(actor.inquiry.slug, 'request', answer, 'request.blocker_set'))(
    state,
    form,
  )
}

export async function takeRungAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(takeRung, (answer, actor) => did(actor.inquiry.slug, 'request', answer, 'request.rung_taken'))(
    state,
    form,
  )
}

export async function assignAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(assign, (answer, actor) => did(actor.inquiry.slug, 'request', answer, 'request.assigned'))(
    state,
    form,
  )
}

export async function addNoteAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction(addNote, (answer, actor) => did(actor.inquiry.slug, 'request', answer, 'request.noted'))(
    state,
    form,
  )
}

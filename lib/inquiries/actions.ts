'use server'

import { personAction } from '@/lib/form-action'
import type { FormState } from '@/lib/form-state'
import * as commands from '@/lib/inquiries/commands'
import * as members from '@/lib/inquiries/member-commands'

const settings =
  (did: string) =>
  ({ slug }: { slug: string }) =>
    `/inquiries/${slug}/settings?did=${did}`

export async function createInquiryAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.createInquiry, settings('inquiry.opened'))(state, form)
}

export async function changeInquiryAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.changeInquiry, settings('inquiry.changed'))(state, form)
}

export async function closeInquiryAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.closeInquiry, settings('inquiry.closed'))(state, form)
}

export async function reopenInquiryAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(commands.reopenInquiry, settings('inquiry.reopened'))(state, form)
}

export async function ruleOnSpillAction(state: FormState, form: FormData): Promise<FormState> {
  const next = ({ slug }: { slug: string }) => `/inquiries/${slug}/settings/spills?did=ruled`
  return personAction(commands.ruleOnSpill, next)(state, form)
}

export async function giveMembershipAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(members.giveMembership, settings('membership.given'))(state, form)
}

export async function changeMembershipAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(members.changeMembership, settings('membership.changed'))(state, form)
}

export async function endMembershipAction(state: FormState, form: FormData): Promise<FormState> {
  return personAction(members.endMembership, settings('membership.ended'))(state, form)
}

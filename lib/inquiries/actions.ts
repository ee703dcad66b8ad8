'use server'

import { personAction } from '@/lib/form-action'
import * as commands from '@/lib/inquiries/commands'
import * as members from '@/lib/inquiries/member-commands'

const settings =
  (did: string) =>
  ({ slug }: { slug: string }) =>
    `/inquiries/${slug}/settings?did=${did}`

export const createInquiry = personAction(commands.createInquiry, settings('inquiry.opened'))
export const changeInquiry = personAction(commands.changeInquiry, settings('inquiry.changed'))
export const closeInquiry = personAction(commands.closeInquiry, settings('inquiry.closed'))
export const reopenInquiry = personAction(commands.reopenInquiry, settings('inquiry.reopened'))
export const giveMembership = personAction(members.giveMembership, settings('membership.given'))
export const changeMembership = personAction(members.changeMembership, settings('membership.changed'))
export const endMembership = personAction(members.endMembership, settings('membership.ended'))

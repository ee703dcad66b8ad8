'use server'

import { personAction } from '@/lib/form-action'
import * as commands from '@/lib/inquiries/commands'
import * as members from '@/lib/inquiries/member-commands'

const settings =
  (did: string) =>
  ({ slug }: { slug: string }) =>
    `/inquiries/${slug}/settings?did=${did}`

export const createInquiry = personAction(commands.createInquiry, settings('opened'))
export const changeInquiry = personAction(commands.changeInquiry, settings('changed'))
export const closeInquiry = personAction(commands.closeInquiry, settings('closed'))
export const reopenInquiry = personAction(commands.reopenInquiry, settings('reopened'))
export const giveMembership = personAction(members.giveMembership, settings('given'))
export const changeMembership = personAction(members.changeMembership, settings('role'))
export const endMembership = personAction(members.endMembership, settings('ended'))

import type { Role } from '@/lib/generated/prisma/enums'
import type { Person } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** Inquiries are opened by the administrators of the installation. */
export function canOpenInquiry(person: Pick<Person, 'isAdmin'>): Ruling {
  return person.isAdmin
    ? allowed
    : barred('Inquiries are opened by the administrators of this installation; you are none.')
}

/**
 * Particulars, members, closing: administrators of the installation, whether members or not, and the inquiry's own. It gives no power
 * over its records: an administrator who is no member sees none of them.
 */
export function canManageInquiry(person: Pick<Person, 'isAdmin'>, role: Role | null): Ruling {
  if (person.isAdmin || role === 'admin') return allowed
  return barred('This is for the administrators of the inquiry; you are none.')
}

/**
 * May this person rule on what stopped a file? Who manages the inquiry, as they are told of the incidents; nobody on a file that they sent themselves.
 */
export function canRuleOnSpill(manages: Ruling, { sentIt }: { sentIt: boolean }): Ruling {
  if (!manages.allowed || !sentIt) return manages
  return barred('You sent this file yourself: another administrator rules on it.')
}

/** Nobody lets themselves in, changes their own role or takes the other side: whoever could, could read what the other side drafts. */
export function canPlace(person: Pick<Person, 'userId'>, userId: string): Ruling {
  if (person.userId !== userId) return allowed
  return barred('Nobody gives, changes or ends their own membership; another administrator can.')
}

import type { Person } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** Accounts are an administrator's business. */
export function canManagePeople(person: Pick<Person, 'isAdmin'>): Ruling {
  return person.isAdmin
    ? allowed
    : barred('Accounts are looked after by the administrators of this installation; you are none.')
}

type Account = { id: string; isAdmin: boolean; disabledAt: Date | null }

/** Somebody must be able to let people in: `admins` counts the administrators whose account is not disabled. */
export function canLoseAdmin(person: Pick<Person, 'userId'>, account: Account, admins: number): Ruling {
  if (person.userId === account.id)
    return barred('Nobody takes administration away from themselves; another administrator can.')
  const last = account.isAdmin && !account.disabledAt && admins <= 1
  return last ? barred('This is the last administrator; make another one first.') : allowed
}

/** Nobody locks themselves out, and the last administrator stays. */
export function canDisable(person: Pick<Person, 'userId'>, account: Account, admins: number): Ruling {
  if (account.disabledAt) return barred('This account is disabled already.')
  if (person.userId === account.id) return barred('Nobody disables their own account; another administrator can.')
  return canLoseAdmin(person, account, admins)
}

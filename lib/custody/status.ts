import type { AccessMode } from '@/lib/generated/prisma/enums'

export type { CustodyKind } from '@/lib/generated/prisma/enums'

/** Did what the committee got this access to come into its hands? What was only shown or told never did: nothing of it was received. */
export function cameIntoHands(access: AccessMode): boolean {
  return access === 'delivered_copy' || access === 'read_and_return'
}

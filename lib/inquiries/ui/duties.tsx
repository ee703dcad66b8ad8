import type { Role } from '@/lib/generated/prisma/enums'
import { roleDuties, roles } from '@/lib/words'

/** What each role is for. */
export const Duties = () => (
  <dl className="facts duties">
    {(Object.keys(roles) as Role[]).map((role) => [
      <dt key={role}>{roles[role]}</dt>,
      <dd key={`${role}=`}>{roleDuties[role]}</dd>,
    ])}
  </dl>
)

import type { ReactNode } from 'react'
import { noteFrame } from '@/lib/in-request'
import { currentPath, requirePerson } from '@/lib/people/session'
import { houseFrame } from '@/lib/people/ui/house-frame'
import { Shell } from '@/lib/ui/shell'

/** Pages that belong to no inquiry: the choice of inquiries, people, my page. Each page asks for itself who is there, too. */
export default async function HouseLayout({ children }: { children: ReactNode }) {
  const around = houseFrame(await requirePerson(), await currentPath())
  noteFrame(around)
  return <Shell {...around}>{children}</Shell>
}

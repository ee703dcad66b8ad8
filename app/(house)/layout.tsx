import type { ReactNode } from 'react'
import { currentPath, requirePerson } from '@/lib/people/session'
import { HouseShell } from '@/lib/people/ui/house-shell'

/** Pages that belong to no inquiry: the choice of inquiries, people, my page. Each page asks for itself who is there, too. */
export default async function HouseLayout({ children }: { children: ReactNode }) {
  return (
    <HouseShell person={await requirePerson()} path={await currentPath()}>
      {children}
    </HouseShell>
  )
}

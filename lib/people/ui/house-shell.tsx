import type { ReactNode } from 'react'
import type { Person } from '@/lib/people/actor'
import { HOME_ZONE, zoneName } from '@/lib/time'
import { Shell } from '@/lib/ui/shell'

/** The frame of pages that belong to no inquiry. `path` is the address of the page. */
export function HouseShell({ person, path, children }: { person: Person; path: string; children: ReactNode }) {
  const items = [
    { label: 'Inquiries', href: '/inquiries' },
    { label: 'My page', href: '/me' },
    ...(person.isAdmin ? [{ label: 'People', href: '/people' }] : []),
  ]
  return (
    <Shell
      nav={items.map((item) => ({ ...item, current: path === item.href || path.startsWith(`${item.href}/`) }))}
      me={{ label: person.name, href: '/me' }}
      foot={`Times are ${zoneName(HOME_ZONE)}.`}
    >
      {children}
    </Shell>
  )
}

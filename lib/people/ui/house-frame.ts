import type { Person } from '@/lib/people/actor'
import { HOME_ZONE, zoneName } from '@/lib/time'
import type { ShellFrame } from '@/lib/ui/shell'

/** The frame of pages that belong to no inquiry. `path` is the address of the page. */
export function houseFrame(person: Person, path: string): ShellFrame {
  const items = [
    { label: 'Inquiries', href: '/inquiries' },
    { label: 'My page', href: '/me' },
    ...(person.isAdmin ? [{ label: 'People', href: '/people' }] : []),
  ]
  return {
    nav: items.map((item) => ({ ...item, current: path === item.href || path.startsWith(`${item.href}/`) })),
    me: { label: person.name, href: '/me' },
    foot: `Times are ${zoneName(HOME_ZONE)}.`,
  }
}

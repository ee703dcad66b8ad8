import type { Frame } from '@/lib/inquiries/queries'
import type { Person } from '@/lib/people/actor'
import { zoneName } from '@/lib/time'
import type { ShellFrame } from '@/lib/ui/shell'
import { roleAndSide } from '@/lib/words'

/** The places of an inquiry: label, and the folder in its address; '' is the dashboard. */
const places = [
  ['Dashboard', ''],
  ['Questions', 'questions'],
  ['Requests', 'requests'],
  ['Letters', 'letters'],
  ['Evidence', 'evidence'],
  ['Productions', 'productions'],
  ['Withheld', 'withheld'],
  ['Offices', 'offices'],
  ['Correspondence', 'correspondence'],
  ['History', 'history'],
  ['My work', 'work'],
] as const

/** Pages that belong to another place than their address says. */
const under: Readonly<Record<string, string>> = {
  claims: 'questions',
  custody: 'evidence',
  'hand-over': 'evidence',
  jobs: 'evidence',
  uploads: 'evidence',
}

type Around = {
  person: Person
  frame: Frame
  /** the address of the page */
  path: string
  /** how much is in each place, by its folder */
  counts?: Readonly<Record<string, number>>
}

/** The frame of an inquiry's pages. Who is no member sees the way to its settings and nothing else. */
export function inquiryFrame({ person, frame, path, counts = {} }: Around): ShellFrame {
  const { inquiry, actor, mayManage } = frame
  const home = `/inquiries/${inquiry.slug}`
  const as = actor && roleAndSide(actor)
  const folder = path.startsWith(`${home}/`) ? (path.slice(home.length + 1).split('/', 1)[0] ?? '') : ''
  const at = under[folder] ?? folder
  const open: (readonly [string, string])[] = [
    ...(actor ? places : []),
    ...(mayManage ? [['Settings', 'settings'] as const] : []),
  ]
  const nav = open.map(([label, place]) => ({
    label,
    href: place ? `${home}/${place}` : home,
    count: counts[place],
    current: at === place,
  }))
  return {
    inquiry: actor ? { name: inquiry.name, slug: inquiry.slug } : undefined,
    nav,
    me: { label: as && as !== person.name ? `${person.name} (${as})` : person.name, href: '/me' },
    foot: [inquiry.notice, `Times are ${zoneName(inquiry.timeZone)}.`].filter(Boolean).join(' '),
  }
}

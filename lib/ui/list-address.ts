import { withParams } from '@/lib/address'
import type { ListColumn } from '@/lib/ui/list'

/*
 * What the address of a list says of it: how it is narrowed, sorted and turned over. `given` are the filters as they stand in it. Apart from list.tsx,
 * of which the browser has a part: these are worked out where the page is made.
 */

/** Is the list narrowed by anything? Its order leaves nothing out. */
export const isNarrowed = (given: Record<string, string>): boolean =>
  Object.keys(given).some((name) => name !== 'sort' && name !== 'down')

/** Makes columns of a list that is sorted by one of them now, `down` or up: a press sorts by that column, and by the one it is sorted by, the other way. */
export function columnsOf<Sort extends string>(here: string, given: Record<string, string>, sort: Sort, down: boolean) {
  return (label: string, by?: Sort, className?: string): ListColumn => ({
    label,
    ...(className && { className }),
    ...(by && {
      href: withParams(here, given, { sort: by, down: sort === by && !down ? 'on' : null }),
      ...(sort === by && { sort: down ? ('descending' as const) : ('ascending' as const) }),
    }),
  })
}

/** The tabs of a list by status, all of it first, each with how many the other filters leave. */
export function statusViews<Status extends string>(
  here: string,
  given: Record<string, string>,
  labels: Readonly<Record<Status, string>>,
  counts: Readonly<Record<Status, number>>,
) {
  const view = (label: string, count: number, status: Status | null) => ({
    label,
    count,
    href: withParams(here, given, { status }),
    current: (given.status ?? null) === status,
  })
  const each = (Object.keys(labels) as Status[]).map((status) => view(labels[status], counts[status], status))
  return [view('All', totalOf(counts), null), ...each]
}

/** How many there are in all of these. */
export const totalOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0)

/** The address of a page of the list. */
export const pageOfList = (here: string, given: Record<string, string>) => (page: number) =>
  withParams(here, given, { page: page > 1 ? String(page) : null })

import type { Body } from '@/lib/audit/append'

/*
 * What reads as one act. An event names by its marks what came of it, and whoever may not read that event sees the others one by one: folding shows
 * nothing, and counts nothing, that is not among the events at hand.
 */

/** An event and what came of it in the same step, in the order in which that was written. */
export type Act<E extends Body = Body> = { entry: E; under: E[] }

/** Events, newest first, as acts, newest first. */
export function foldActs<E extends Body>(entries: readonly E[]): Act<E>[] {
  const leads = new Map(entries.flatMap((entry) => (entry.over ?? []).map((act) => [act, entry] as const)))
  const groups = new Map<string | E, E[]>()
  for (const entry of entries) {
    const key = entry.act === undefined ? entry : (leads.get(entry.act)?.act ?? entry.act)
    groups.set(key, [entry, ...(groups.get(key) ?? [])])
  }
  return [...groups.values()].flatMap((written) => {
    const head = written.find((one) => one.over) ?? written[0]
    return head ? [{ entry: head, under: written.filter((one) => one !== head) }] : []
  })
}

/** Does this event belong to an act of which these show a part? */
export function belongsTo(entry: Body, shown: readonly Body[]): boolean {
  if (entry.act === undefined) return false
  const { act } = entry
  return shown.some((one) => one.act === act || one.over?.includes(act) || entry.over?.includes(one.act ?? ''))
}

import { isEvent } from '@/lib/audit/events'
import { Done } from '@/lib/ui/notice'

/** After a form about a record was carried out: one line that says so. `did` comes from the address, so only events are answered. */
export function Recorded({ did }: { did: string | undefined }) {
  if (!did) return null
  if (did !== 'moved' && !isEvent(did)) return null
  return <Done>Recorded. It stands in the history below.</Done>
}

import { isEvent } from '@/lib/audit/events'
import { Done } from '@/lib/ui/notice'

/** After a form was carried out: one line that says so. `did` comes from the address, so only names of the closed list are answered. */
export function Did({ did }: { did: string | undefined }) {
  if (!did) return null
  if (did !== 'moved' && !isEvent(did)) return null
  return <Done>Recorded. It stands in the history below.</Done>
}

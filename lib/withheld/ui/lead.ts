import { agoWords, formatDay, today } from '@/lib/time'
import { bases, type WithheldRecord } from '@/lib/withheld/schema'
import { shortened } from '@/lib/words'

/** A text cut to what a line of a list holds. */
export const short = (text: string, most = 160) => shortened(text, most)

/** The same as a sentence: with a stop at its end, unless it has one. */
export const sentence = (text: string) => (/[.…?!]$/.test(short(text)) ? short(text) : `${short(text)}.`)

/** Where an entry stands, in two plain sentences, for the top of its page; days in the inquiry's zone. */
export function leadOf(entry: WithheldRecord, zone: string): string {
  const now = today(zone)
  const day = (on: string) => formatDay(on, { today: now })
  const extent = entry.extent === 'whole' ? 'whole' : 'in part'
  const who = entry.assertedBy ? `${entry.office.name} (${entry.assertedBy})` : entry.office.name
  const claimed = bases[entry.basis].toLowerCase()
  return `Withheld ${extent} by ${who} on ${day(entry.assertedOn)}; basis claimed: ${claimed}. ${standing(entry, zone, day)}`
}

function standing(entry: WithheldRecord, zone: string, day: (on: string) => string): string {
  const since = today(zone, new Date(entry.statusSince))
  const on = day(since)
  switch (entry.status) {
    case 'asserted':
      return 'No reviewer has ruled on the claim yet.'
    case 'accepted':
      return `The committee accepted the claim on ${on}.`
    case 'challenged':
      return `Challenged on ${on}, ${agoWords(since, today(zone))}; no answer is on record.`
    case 'accommodated':
      return `Accommodated on ${on}: ${given(entry)}.`
    case 'released':
      return `Released on ${on}; it came as ${entry.releasedAs?.ref}.`
    case 'sustained':
      return `Challenged, and the claim was sustained on ${on}: it stays withheld.`
  }
}

/** What an accommodation gave, so that nobody takes it for more. */
function given({ accommodation, releasedAs }: WithheldRecord): string {
  const as = releasedAs ? `, as ${releasedAs.ref}` : ''
  if (accommodation === 'redacted') return `a redacted copy came${as}`
  if (accommodation === 'summary') return `a summary was given${as}; the document itself was not`
  return `it was shown in camera${as}; no copy was delivered`
}

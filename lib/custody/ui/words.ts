import type { CustodyEntryRecord, CustodyPieceRecord } from '@/lib/custody/schema'
import { custodyKinds, custodyStatuses } from '@/lib/custody/status'
import { agoWords, formatDay, timeIn, today } from '@/lib/time'
import { counted } from '@/lib/words'

/** 'Feb 10, 2:31 p.m.'; the day alone where no time is known. A correction stands at the moment in which it was written. */
export function whenWords(entry: CustodyEntryRecord, zone: string): string {
  if (entry.kind === 'correction') return momentWords(entry.recordedAt, zone)
  return entry.happenedAt ? momentWords(entry.happenedAt, zone) : formatDay(entry.happenedOn, { today: today(zone) })
}

/** 'Feb 10, 2:31 p.m.' */
export const momentWords = (iso: string, zone: string) =>
  `${formatDay(today(zone, new Date(iso)), { today: today(zone) })}, ${timeIn(new Date(iso), zone)}`

const MINUTE = 60_000

/**
 * When it was written down, where that was not when it happened: 'Recorded 2:40 p.m., 9 minutes after'; and by whom, where that was
 * another than who did it. Nothing where both are the same.
 */
export function recordedWords(entry: CustodyEntryRecord, zone: string): string {
  if (entry.kind === 'correction') return ''
  const recorded = new Date(entry.recordedAt)
  const [on, day] = [today(zone, recorded), entry.happenedOn]
  const late = entry.happenedAt ? Math.floor((recorded.getTime() - Date.parse(entry.happenedAt)) / MINUTE) : 0
  const who = entry.recordedBy === entry.by ? '' : ` by ${entry.recordedBy ?? 'the system'}`
  if (entry.happenedAt && late < 1) return who && stopped(`Recorded${who}`)
  const time = timeIn(recorded, zone)
  const at = on === day ? time : `${formatDay(on, { today: today(zone) })}, ${time}`
  return stopped(`Recorded${who} ${at}${lateWords(late, day, on)}`)
}

function lateWords(minutes: number, day: string, on: string): string {
  if (on !== day) {
    const days = (Date.parse(on) - Date.parse(day)) / 86_400_000
    return `, ${counted(days, 'day')} after`
  }
  if (minutes < 1) return ''
  return minutes < 60 ? `, ${counted(minutes, 'minute')} after` : `, ${counted(Math.floor(minutes / 60), 'hour')} after`
}

/** 'Checked out to the archivist', 'Copied, copy 1 of 2': what happened, before the words that were written with it. */
export function headWords(entry: CustodyEntryRecord, severalRevisions: boolean): { head: string; tail: string } {
  const { kind, to, copyNo, revision } = entry
  const of = severalRevisions ? `, revision ${revision}` : ''
  const goes = ['checked_out', 'transferred', 'returned'].includes(kind) && to ? ` to ${to}` : ''
  const copy = copyNo ? `, copy ${copyNo}` : ''
  return { head: custodyKinds[kind], tail: `${goes}${copy}${of}` }
}

/** From whom to whom, and where; each a sentence without its stop. */
function whereWords({ kind, from, to, place }: CustodyEntryRecord): string[] {
  const said = ['checked_out', 'transferred', 'returned'].includes(kind)
  const hands = from && to && !said ? `From ${from} to ${to}` : from ? `From ${from}` : !said && to ? `To ${to}` : ''
  return [hands, place ? `Place: ${place}` : ''].filter(Boolean)
}

/** From whom to whom, where, on whose authority, on which receipt; each a sentence without its stop. */
export function besides(entry: CustodyEntryRecord): string[] {
  const { authorisedBy, receiptNo } = entry
  return [
    ...whereWords(entry),
    authorisedBy ? `Authorized by ${authorisedBy}` : '',
    receiptNo ? `Receipt ${receiptNo}` : '',
  ].filter(Boolean)
}

/** The same, and before it by whom. */
export const particulars = (entry: CustodyEntryRecord): string[] => [`By ${entry.by}`, ...besides(entry)]

/** A sentence, or the end of one, with its stop and never with two. */
export const stopped = (text: string) => (/[.!?”"]\s*$/.test(text) ? text.trimEnd() : `${text.trimEnd()}.`)

const mended = [
  ['by', 'By'],
  ['from', 'From'],
  ['to', 'To'],
  ['place', 'Place'],
  ['authorisedBy', 'Authorized by'],
  ['receiptNo', 'Receipt'],
  ['copyNo', 'Copy'],
] as const

/** What a correction corrected: the correction of the same entry before it, or the entry as it was written. */
export function entryWas(fix: CustodyEntryRecord, entries: CustodyEntryRecord[]): CustodyEntryRecord | undefined {
  const earlier = entries.filter(({ corrects, number }) => corrects === fix.corrects && number < fix.number)
  const of = entries.find(({ number }) => number === fix.corrects)
  return earlier.reduce((last, one) => (last && last.number > one.number ? last : one), of)
}

/** What a correction says otherwise than the entry before it: 'Place: Safe 2 (was Safe 1)'. */
export function mendedWords(fix: CustodyEntryRecord, was: CustodyEntryRecord, zone: string): string[] {
  if (fix.struck) return []
  const fields = mended.flatMap(([field, label]) => {
    const [fresh, old] = [fix[field], was[field]]
    if (fresh === old) return []
    return [old === null ? `${label}: ${fresh}` : `${label}: ${fresh ?? 'nothing'} (was ${old})`]
  })
  const when = (of: CustodyEntryRecord) => whenWords({ ...of, kind: 'viewed' }, zone)
  return when(fix) === when(was) ? fields : [...fields, `When: ${when(fix)} (was ${when(was)})`]
}

/** The name of a piece among others of its item. */
export function pieceName(
  { revision, copyNo }: Pick<CustodyPieceRecord, 'revision' | 'copyNo'>,
  several: boolean,
): string {
  if (copyNo === null) return several ? `As received, revision ${revision}` : 'As received'
  return several ? `Copy ${copyNo}, of revision ${revision}` : `Copy ${copyNo}`
}

/** Where a piece is: 'Checked out', then ' to the archivist, Room 4, since Feb 10 (13 days ago)'. */
export function standingWords(piece: CustodyPieceRecord, zone: string): { state: string; where: string } {
  const now = today(zone)
  const on = piece.since && today(zone, new Date(piece.since))
  const since = on ? `${formatDay(on, { today: now })} (${agoWords(on, now)})` : ''
  const place = piece.place ? `: ${piece.place}` : ''
  const state = custodyStatuses[piece.state]
  switch (piece.state) {
    case 'out':
      return {
        state,
        where: `${piece.holder ? ` to ${piece.holder}` : ''}${piece.place ? `, ${piece.place}` : ''}, since ${since}`,
      }
    case 'returned':
      return { state, where: `${piece.holder ? ` to ${piece.holder}` : ''}, ${since}` }
    case 'destroyed':
      return { state, where: `, ${since}` }
    default:
      return { state, where: `${place}${since && `, since ${since}`}` }
  }
}

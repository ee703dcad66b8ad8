import type { AccessMode } from '@/lib/generated/prisma/enums'
import type { RequestRecord } from '@/lib/requests/queries'
import { blockers, fallenWords, fell, type Proof } from '@/lib/requests/schema'
import { daysBetween, dueWords, formatDay, formatMoment, today } from '@/lib/time'
import { accessModes, counted, forms, meetsForm } from '@/lib/words'
import { andList, orList } from '@/lib/workflow'

export type Got = { ref: string; accessMode: AccessMode; status: string }

/** What is more came as a volume: it is counted by its access. */
const MOST_NAMED = 8

/** The period that it asks for: in the words of the request, else by the clock; null when it names none. */
export function askedPeriod(
  { period, periodFrom, periodTo }: Pick<RequestRecord, 'period' | 'periodFrom' | 'periodTo'>,
  zone: string,
): string | null {
  if (period !== null) return period
  const at = (moment: string) => formatMoment(new Date(moment), zone)
  if (periodFrom !== null && periodTo !== null) return `${at(periodFrom)} to ${at(periodTo)}`
  if (periodFrom !== null) return `from ${at(periodFrom)}`
  return periodTo === null ? null : `until ${at(periodTo)}`
}

/** What came, by its access, in the words for it; never "delivered" for what was only shown. */
export function gotWords(got: Got[]): string {
  const held = got.filter((item) => item.status !== 'returned' && item.status !== 'clawed_back')
  if (held.length === 0) return got.length ? 'Nothing that is still held' : 'Nothing yet'
  const words = ({ accessMode }: Got) => accessModes[accessMode].toLowerCase()
  const of = (mode: string) => held.filter((item) => words(item) === mode).map(({ ref }) => ref)
  const named = (refs: string[]) => (held.length <= MOST_NAMED ? refs.join(', ') : counted(refs.length, 'item'))
  return [...new Set(held.map(words))].map((mode) => `${named(of(mode))}: ${mode}`).join('; ')
}

/** 'it was in camera or oral only', for what came in no form that was asked for. */
function shownWords(got: Got[]): string {
  return `what came was ${orList([...new Set(got.map((item) => accessModes[item.accessMode].toLowerCase()))])}`
}

/** Of what is logged against a request whose status says that nothing came: that somebody has yet to say what it means. */
function unsaidWords(got: Got[]): string {
  const refs = got.map(({ ref }) => ref)
  const named = refs.length > MOST_NAMED ? counted(refs.length, 'item') : andList(refs)
  return `${named} ${refs.length === 1 ? 'is' : 'are'} logged against it; nobody has recorded yet that part or all of it has come.`
}

/** What reviewers have found so far, of a request that the producer calls complete. */
function judgedWords(got: Got[]): string {
  const accepted = got.filter((item) => item.status === 'accepted').map((item) => item.ref)
  if (accepted.length === 0) return 'No reviewer has judged that yet.'
  return `${accepted.join(', ')} ${accepted.length === 1 ? 'is' : 'are'} accepted; the request itself waits for a reviewer's decision.`
}

/** What has gone, for the facts: 'E-12 was clawed back by its producer on Mar 3, 2026, recorded by Majority staffer.' */
export function goneInFull(proof: Proof[], zone: string): string {
  const words = ({ ref, gone }: Proof) => {
    if (!gone) return []
    const by = gone.by ? `, recorded by ${gone.by}` : ''
    return [`${ref} ${fell[gone.event]} on ${formatDay(today(zone, new Date(gone.at)))}${by}.`]
  }
  return proof.flatMap(words).join(' ')
}

function satisfiedWords(request: RequestRecord, zone: string): string {
  const on = request.satisfiedOn
    ? `Satisfied on ${formatDay(request.satisfiedOn, { today: today(zone) })}`
    : 'Satisfied'
  const refs = request.proof.map(({ ref }) => ref)
  if (!request.proofGone) {
    const what = refs.length > 0 ? `${andList(refs)} ${refs.length === 1 ? 'answers' : 'answer'}` : 'what came answers'
    return `${on}: a reviewer found that ${what} it.`
  }
  const still = request.proof.filter(({ gone }) => !gone).map(({ ref }) => ref)
  const rest = still.length ? ` ${andList(still)} still ${still.length === 1 ? 'stands' : 'stand'}.` : ''
  return (
    `${on}, but what it was declared satisfied on no longer stands: ${fallenWords(request.proof, zone)}.${rest} ` +
    'A reviewer has to reopen it, or say on another accepted item why it still holds.'
  )
}

/** Statuses in which nothing has come, by what was recorded. */
const nothingCame: string[] = ['issued', 'acknowledged', 'agreed', 'scheduled']

/** Where a request stands, in one or two plain sentences, for the top of its page. */
export function leadOf(request: RequestRecord, got: Got[], zone: string): string {
  const now = today(zone)
  const day = (on: string | null) => (on ? formatDay(on, { today: now }) : '')
  const parts: string[] = []
  const shownOnly = got.length > 0 && !got.some((item) => meetsForm(item.accessMode, request.formWanted))
  const held = got.filter((item) => item.status !== 'returned' && item.status !== 'clawed_back')
  const unsaid = nothingCame.includes(request.status) && held.length > 0
  switch (request.status) {
    case 'draft':
      return 'A draft. It goes out when a letter that carries it has been cleared and issued.'
    case 'issued':
      parts.push(`Issued on ${day(request.issuedOn)}; no answer is recorded.`)
      break
    case 'acknowledged':
      parts.push(`They have it${unsaid ? '' : '; nothing has come'}. Acknowledged is not answered.`)
      break
    case 'agreed':
      parts.push('Promised, not delivered.')
      break
    case 'scheduled':
      parts.push(
        request.scheduledFor ? `Scheduled for ${formatMoment(new Date(request.scheduledFor), zone)}.` : 'Scheduled.',
      )
      break
    case 'partly_received':
      parts.push('Part of it has come; the rest is still owed.')
      break
    case 'deficient':
      parts.push('What came is deficient; what is missing stands below.')
      break
    case 'received':
      parts.push(`The producer calls it complete. ${judgedWords(got)}`)
      break
    case 'refused':
      parts.push(
        `Refused by ${request.refusedBy ?? 'the addressee'}. Basis claimed: ${(request.refusalBasis ?? 'none').replace(/\.$/, '')}.`,
      )
      break
    case 'no_records':
      parts.push(
        `The producer says that it has no records${request.searchCertified ? ' and has certified its search' : '; its search is not certified'}.`,
      )
      break
    case 'satisfied':
      return satisfiedWords(request, zone)
    case 'withdrawn':
      return `Withdrawn: ${request.closingReason ?? 'no reason recorded'}`
    case 'superseded':
      return `Superseded by ${request.supersededBy ?? 'another request'}.`
  }
  if (unsaid) parts.push(unsaidWords(held))
  if (shownOnly) parts.push(`No ${forms[request.formWanted].toLowerCase()} has come: ${shownWords(got)}.`)
  if (request.outstanding && request.blocker && request.blockerSince) {
    const days = daysBetween(request.blockerSince, now)
    const who = request.blocker === 'addressee' ? 'The addressee' : blockers[request.blocker]
    parts.push(days < 1 ? `${who} has held it since today.` : `${who} has held it for ${counted(days, 'day')}.`)
  }
  if (request.outstanding && request.dueOn && request.dueOn < now)
    parts.push(`It is ${dueWords(request.dueOn, now, true)}.`)
  return parts.join(' ')
}

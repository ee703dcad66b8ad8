import type { Body } from '@/lib/audit/append'
import type { Json } from '@/lib/audit/canonical'
import { counted } from '@/lib/words'

/** The kinds of record that the log speaks of. */
export type SubjectType =
  | 'inquiry'
  | 'user'
  | 'session'
  | 'token'
  | 'membership'
  | 'question'
  | 'claim'
  | 'office'
  | 'letter'
  | 'request'
  | 'correspondence'
  | 'production'
  | 'evidence'
  | 'upload'
  | 'withheld'
  | 'export'
  | 'refusal'
  | 'job'

const by = (words: string) => (body: Body) => `${words} ${body.subject.ref}`
/** 'took E-31 up for review': the record in the middle, as people say it. */
const around = (before: string, after: string) => (body: Body) => `${before} ${body.subject.ref} ${after}`
const first = (body: Body, type: SubjectType) => body.concerns.find((record) => record.type === type)?.ref ?? ''
const all = (body: Body, type: SubjectType) =>
  inWords(body.concerns.filter((record) => record.type === type).map((record) => record.ref))

/** Numbers as people say them: 'R-1 to R-4, R-7'. */
function inWords(refs: string[]): string {
  const said: string[] = []
  for (let i = 0; i < refs.length; ) {
    const [, series, number] = /^([A-Z]+-[MN]?)(\d+)$/.exec(refs[i] ?? '') ?? []
    let run = 1
    while (series && refs[i + run] === `${series}${Number(number) + run}`) run += 1
    said.push(...(run > 2 ? [`${refs[i]} to ${refs[i + run - 1]}`] : refs.slice(i, i + run)))
    i += run
  }
  return said.join(', ')
}

const list = (body: Body, name: string): string[] => {
  const value = body.details[name]
  return Array.isArray(value) ? value.map(String) : []
}

/** What was put on a letter and taken off it, and the order where it is another than that follows from this. */
function requestsChanged(body: Body): string {
  const letter = body.subject.ref
  const [put, off, was, now] = [list(body, 'put'), list(body, 'off'), list(body, 'was'), list(body, 'now')]
  const follows = [...was.filter((ref) => !off.includes(ref)), ...put]
  const order = follows.join() === now.join() ? '' : `, in the order ${now.join(', ')} (was ${was.join(', ')})`
  if (put.length && off.length) return `put ${inWords(put)} on ${letter} and took ${inWords(off)} off it${order}`
  if (put.length) return `put ${inWords(put)} on ${letter}${order}`
  if (off.length) return `took ${inWords(off)} off ${letter}${order}`
  return order
    ? `changed the order on ${letter} to ${now.join(', ')} (was ${was.join(', ')})`
    : `changed which requests stand on ${letter}`
}

/** ': E-31', where it was recorded with what came. */
const withWhat = (body: Body) => {
  const came = first(body, 'evidence') || first(body, 'production')
  return came && `: ${came}`
}
/** What an act on an account did to its tokens. */
const revoked = (body: Body) => {
  const names = all(body, 'token')
  return names && `, and revoked the API token${names.includes(', ') ? 's' : ''} ${names}`
}
const custody = (body: Body, name: string) => {
  const step = body.details.custody
  return String((step && typeof step === 'object' && !Array.isArray(step) && step[name]) || 'somebody')
}
const detail = (body: Body, name: string) => String(body.details[name] ?? '')
const unsoundWords = (found: string) =>
  ({ missing: 'is missing', unreadable: 'cannot be read' })[found] ?? 'is not the one that came'
const record = (body: Body) => detail(body, 'record') && ` (${detail(body, 'record')})`

/** '24 requests of the majority's own as CSV (view overdue, kind video)': what was handed out, and how it was narrowed. */
const handedOut = (one: string, many: string) => (body: Body) => {
  const { rows, filter, words } = body.details
  const own = body.partition === 'shared' ? '' : `, the ${body.partition}’s own,`
  const narrowed = Object.entries((filter ?? {}) as Record<string, Json>).map(([name, value]) => `${name} ${value}`)
  const by = [...narrowed, ...(words ? ['words'] : [])].join(', ')
  const as = String(body.details.as ?? 'csv').toUpperCase()
  return `exported ${counted(Number(rows), one, many)}${own} as ${as}${by && ` (${by})`}`
}

/** What somebody was refused, without which record: 'letter: clear', 'request: move to satisfied'. */
export const refusedVerb = (body: Body) =>
  [detail(body, 'verb'), detail(body, 'to')].filter(Boolean).join(' to ').replace('.', ': ').replaceAll('_', ' ')

/**
 * Every event that can stand in the log, with the rest of the sentence that begins with who did it. The list is closed: what is not in it
 * cannot be written. Refs (R-12, L-3) in a sentence become links where it is shown. Old and new values stand in the event's changes.
 */
export const events = {
  'inquiry.opened': by('opened the inquiry'),
  'inquiry.changed': by('changed the particulars of'),
  'inquiry.closed': by('closed the inquiry'),
  'inquiry.reopened': by('reopened the inquiry'),
  'inquiry.spill_ruled': (body) =>
    `ruled that what stopped a file of ${detail(body, 'sentBy')} ${body.details.ordinary ? 'is a company’s own marking, and no classification marking' : 'is a classification marking'}`,

  'user.created': by('made an account for'),
  'user.changed': by('changed the account of'),
  'user.disabled': (body) => `disabled the account of ${body.subject.ref}${revoked(body)}`,
  'user.enabled': by('enabled the account of'),
  'user.password_set': (body) => `set a new password for ${body.subject.ref}${revoked(body)}`,
  'session.began': () => 'signed in',
  'session.refused': (body) => `could not sign in: ${detail(body, 'why')}`,
  'session.ended': () => 'signed out',
  'session.all_ended': (body) => `ended all sessions of ${body.subject.ref}${revoked(body)}`,
  'token.made': by('made the API token'),
  'token.revoked': by('revoked the API token'),

  'membership.given': (body) => `made ${body.subject.ref} ${detail(body, 'as')}`,
  'membership.changed': (body) => `changed the role of ${body.subject.ref} to ${detail(body, 'as')}`,
  'membership.ended': (body) => `removed ${body.subject.ref} from the inquiry`,

  'question.logged': by('logged question'),
  'question.edited': by('edited question'),
  'question.withdraw': by('withdrew question'),
  'question.declare_unanswerable': around('declared question', 'unanswerable'),
  'question.reopen': by('reopened question'),
  'question.dispute': by('recorded a dispute over question'),
  'claim.recorded': (body) => `recorded claim ${body.subject.ref} on ${first(body, 'question')}`,
  'claim.edited': by('edited claim'),

  'office.added': by('added office'),
  'office.edited': by('edited office'),

  'letter.drafted': by('drafted letter'),
  'letter.edited': by('edited letter'),
  'letter.requests_changed': requestsChanged,
  'letter.submit': around('submitted', 'for clearance'),
  'letter.return': around('returned', 'to drafting'),
  'letter.cleared': by('cleared letter'),
  'letter.issue': (body) =>
    `issued ${body.subject.ref}${all(body, 'request') && `, which carries ${all(body, 'request')}`}`,
  'letter.close': by('closed letter'),
  'letter.withdraw': by('withdrew letter'),

  'request.drafted': by('drafted request'),
  'request.edited': by('edited request'),
  'request.numbered': (body) => `gave the draft ${body.subject.ref} its number, ${detail(body, 'ref')}`,
  'request.issue': by('issued'),
  'request.reissue': around('issued', 'again'),
  'request.acknowledge': by('recorded an acknowledgement of'),
  'request.agree': by('recorded an agreement to deliver on'),
  'request.schedule': by('recorded a scheduled date for'),
  'request.postpone': by('recorded a postponement of'),
  'request.receive_part': (body) => `recorded that part has come on ${body.subject.ref}${withWhat(body)}`,
  'request.receive': (body) =>
    `recorded that the producer calls complete what came on ${body.subject.ref}${withWhat(body)}`,
  'request.refuse': by('recorded a refusal of'),
  'request.report_no_records': by('recorded that the producer says it has no records for'),
  'request.declare_satisfied': around('declared', 'satisfied'),
  'request.declare_deficient': around('declared', 'deficient'),
  'request.reopen': around('reopened', 'as deficient'),
  'request.confirm': around('confirmed', 'as satisfied'),
  'request.withdraw': by('withdrew request'),
  'request.supersede': (body) => `superseded ${body.subject.ref} by ${first(body, 'request')}`,
  'request.extended': by('recorded an extension of time for'),
  'request.blocker_set': by('changed who holds up'),
  'request.rung_taken': (body) => `pushed ${body.subject.ref} up the ladder to: ${detail(body, 'rung')}`,
  'request.assigned': by('changed the owner of'),
  'request.noted': by('added a note to'),

  'correspondence.logged': (body) =>
    `logged ${detail(body, 'what')} (${body.subject.ref})${all(body, 'request') && ` about ${all(body, 'request')}`}`,
  'correspondence.edited': (body) =>
    `edited correspondence ${body.subject.ref}${detail(body, 'requests') && `, which is now about ${detail(body, 'requests')}`}`,

  'production.logged': (body) =>
    `logged the delivery ${body.subject.ref} from ${detail(body, 'from')}${all(body, 'request') && `, which answers ${all(body, 'request')}`}`,
  'production.edited': by('edited the delivery'),
  'production.volume_imported': (body) =>
    `imported the volume ${detail(body, 'volume')} of ${body.subject.ref}: ${detail(body, 'first')}${
      detail(body, 'last') === detail(body, 'first') ? '' : ` to ${detail(body, 'last')}`
    }, with ${counted(Number(body.details.files), 'file')}`,

  'evidence.logged': (body) =>
    `logged ${body.subject.ref}${all(body, 'request') && ` against ${all(body, 'request')}`}${first(body, 'evidence') && `, made from ${first(body, 'evidence')}`}`,
  'evidence.edited': by('edited register entry'),
  'evidence.take_up': around('took', 'up for review'),
  'evidence.accept': by('accepted'),
  'evidence.reject': by('rejected'),
  'evidence.return': around('recorded the return of', 'to its producer'),
  'evidence.claw_back': by('recorded that its producer clawed back'),
  'evidence.noted': (body) => `wrote a note at ${detail(body, 'at')} of ${body.subject.ref}`,
  'evidence.revise': by('logged a new revision of'),
  'evidence.file_kept': (body) =>
    `stored ${detail(body, 'name')} as ${detail(body, 'as')} of ${body.subject.ref}${detail(body, 'mismatch') && ', although its hash is not the one that its producer gave'}`,

  'custody.received': by('recorded the receipt of'),
  'custody.registered': around('entered', 'into the register of custody'),
  'custody.stored': around('recorded that', 'was stored'),
  'custody.viewed': (body) => `recorded that ${custody(body, 'by')} viewed ${body.subject.ref}`,
  'custody.checked_out': (body) => `checked ${body.subject.ref} out to ${custody(body, 'to')}`,
  'custody.checked_in': around('checked', 'in'),
  'custody.copied': (body) => `recorded copy ${custody(body, 'copyNo')} of ${body.subject.ref}`,
  'custody.transferred': (body) => `recorded the transfer of ${body.subject.ref} to ${custody(body, 'to')}`,
  'custody.verified': by('recorded a verification of'),
  'custody.returned': (body) => `recorded that ${body.subject.ref} was returned to ${custody(body, 'to')}`,
  'custody.destroyed': by('recorded the destruction of'),
  'custody.correction': by('corrected the chain of custody of'),

  'upload.set_aside': by('sent a file that was set aside, because it is not the one on its producer’s list:'),
  'upload.discarded': by('discarded what was set aside:'),
  'upload.given_up': by('gave up the upload of'),
  'upload.stopped': by('stopped, and took away, the upload of'),

  'withheld.logged': (body) =>
    `logged ${body.subject.ref} as withheld${all(body, 'request') && `, which would answer ${all(body, 'request')}`}`,
  'withheld.edited': by('edited privilege log entry'),
  'withheld.challenge': by('challenged the claim on'),
  'withheld.accept': by('accepted the claim on'),
  'withheld.accommodate': (body) =>
    `recorded an accommodation on ${body.subject.ref}${first(body, 'evidence') && `, which came as ${first(body, 'evidence')}`}`,
  'withheld.release': (body) => `recorded the release of ${body.subject.ref}, which came as ${first(body, 'evidence')}`,
  'withheld.sustain': by('sustained the claim on'),
  'withheld.log_brought': (body) => `brought the privilege log ${body.subject.ref} of ${detail(body, 'office')}`,
  'withheld.log_discarded': (body) => `gave up the privilege log ${body.subject.ref} of ${detail(body, 'office')}`,
  'withheld.log_imported': (body) =>
    `imported the privilege log ${body.subject.ref} of ${detail(body, 'office')}: ${
      detail(body, 'first') ? `${detail(body, 'first')} to ${detail(body, 'last')}` : 'nothing in it was new'
    }`,

  'file.mismatch': (body) =>
    `found that the stored file of ${body.subject.ref}, revision ${detail(body, 'revision')}, ${unsoundWords(detail(body, 'found'))}: ${detail(body, 'name')}`,
  'file.matches_again': (body) =>
    `found that the stored file of ${body.subject.ref}, revision ${detail(body, 'revision')}, is the one that came again: ${detail(body, 'name')}`,
  'file.checked': (body) =>
    `hashed every stored file again, ${detail(body, 'files')} in all: ${detail(body, 'bad') === '0' ? 'each matches' : `${detail(body, 'bad')} not the same as when they came`}`,

  'job.asked': by('asked for the job:'),
  'job.cancelled': by('called off the job:'),

  // What begins with "export" or "refusal" makes no figure be counted again (lib/memo.ts): it changes no record.
  'export.requests': handedOut('request', 'requests'),
  'export.withheld': handedOut('privilege log entry', 'privilege log entries'),
  'export.volumes': handedOut('line of the report on a volume', 'lines of the report on a volume'),
  'export.history': handedOut('entry of the history', 'entries of the history'),
  'export.productions': handedOut('delivery', 'deliveries'),
  'export.custody': handedOut('step of custody', 'steps of custody'),
  'export.file': (body) =>
    `${detail(body, 'how') === 'download' ? 'downloaded' : 'opened'} the file of ${body.subject.ref}, revision ${detail(body, 'revision')}`,

  'export.bag': (body) =>
    `handed out ${counted(Number(body.details.files), 'file')} in the bag ${body.subject.ref} (${detail(body, 'of')})`,

  // What begins with "refusal" is for administrators alone (lib/audit/queries.ts).
  'refusal.forbidden': (body) => `was refused “${refusedVerb(body)}”${record(body)}`,
  'refusal.missing': (body) => `asked for what is not there or not open to them: “${refusedVerb(body)}”${record(body)}`,
  'refusal.spill': (body) =>
    `was stopped by the spill guard (${detail(body, 'rule')}) at “${refusedVerb(body)}”${record(body)}`,
  'refusal.more': () => 'was refused so often within an hour that the rest is not listed',
} satisfies Record<string, (body: Body) => string>

export type EventName = keyof typeof events

/** Is this one of the closed list? */
export function isEvent(name: string): name is EventName {
  return Object.hasOwn(events, name)
}

/**
 * What was done, without who: 'issued L-9, which carries R-2'. The log outlives the list: an event that an earlier version wrote and this
 * one no longer knows is told by its name.
 */
export function deed(body: Body): string {
  return isEvent(body.event) ? events[body.event](body) : by(`recorded "${String(body.event)}" for`)(body)
}

import type { Operation } from '@/lib/api/operation'
import { room } from '@/lib/api/room'
import { requestEntry, requestRecord } from '@/lib/api/rooms/request-record'
import { gapsOfRequest } from '@/lib/gaps/queries'
import { batesFound, periodFound, requestGaps } from '@/lib/gaps/schema'
import type { Actor } from '@/lib/people/actor'
import { draftRequest, editRequest, moveRequest } from '@/lib/requests/commands'
import { listRequests } from '@/lib/requests/list'
import { movesFor } from '@/lib/requests/policy'
import { addNote, assign, extend, setBlocker, takeRung } from '@/lib/requests/pressure'
import { getRequest, requestFacts } from '@/lib/requests/queries'
import { requestFilter } from '@/lib/requests/schema'
import { requestMoves, requestStatuses } from '@/lib/requests/status'
import { today } from '@/lib/time'

/** Overdue is never stored: it follows from the day it is in the inquiry's zone. */
function isOverdue(actor: Actor, of: { outstanding: boolean; dueOn: string | null }): boolean {
  return of.outstanding && of.dueOn !== null && of.dueOn < today(actor.inquiry.timeZone)
}

const requests = room({
  of: 'request',
  name: 'Request',
  one: 'a request',
  tag: 'Requests',
  record: requestRecord,
  load: async (actor, ref) => {
    const record = await getRequest(actor, ref)
    return { ...record, overdue: isOverdue(actor, record) }
  },
})

const example = {
  kind: 'video',
  title: 'Unedited video of the alleged follow-on strike',
  wording: 'All video of the alleged follow-on strike, from the first minute to the last, as recorded.',
  addressee: 'O-1',
  formWanted: 'delivered_copy',
  questions: ['Q-1'],
  handling: 'secret',
  period: 'The day of the strike',
  dueOn: '2026-03-16',
}

export const requestOperations: Operation[] = [
  requests.list({
    summary: 'List requests',
    description: 'What is outstanding first, by due date, unless "sort" says otherwise.',
    filter: requestFilter,
    entry: requestEntry,
    part: async (actor, filter, page) => {
      const { rows, ...rest } = await listRequests(actor, filter, page)
      const items = rows.map(({ office, ...row }) => ({ ...row, addressee: office, overdue: isOverdue(actor, row) }))
      return { items, ...rest }
    },
  }),
  requests.make({
    summary: 'Draft a request',
    description: 'With "letter" it goes onto that draft of a letter in the same step.',
    command: draftRequest,
    example: { ...example, letter: 'L-1' },
  }),
  requests.read(),
  {
    id: 'getRequestGaps',
    method: 'GET',
    path: '/inquiries/{slug}/requests/{ref}/gaps',
    tag: 'Requests',
    of: 'request',
    summary: 'Show what of a request is not covered by what came',
    description:
      'Minutes of video or hours of logs of the period asked for that nothing covers, and the Bates numbers that its deliveries lack or have twice.',
    shows: { BatesGaps: batesFound, PeriodCoverage: periodFound },
    answer: requestGaps,
    run: async ({ actor, ref }) => ({ value: await gapsOfRequest(actor, ref) }),
  },
  requests.edit({
    summary: 'Edit a draft',
    description: 'What was issued stands as it was issued.',
    command: editRequest,
    example: { ...example, version: 1 },
  }),
  ...requests.moves({
    table: requestMoves,
    labels: requestStatuses,
    judge: async (actor, record) => movesFor(actor, await requestFacts(actor, record)),
    command: moveRequest,
    example: { to: 'acknowledged', note: 'By e-mail.', version: 3 },
  }),
  requests.act({
    id: 'extendRequest',
    under: 'extensions',
    summary: 'Record an extension of time',
    description: 'The first due date stays.',
    command: extend,
    example: {
      dueOn: '2026-04-15',
      askedBy: 'The addressee',
      grantedBy: 'Chair',
      reason: 'Review of the video.',
      version: 4,
    },
  }),
  requests.act({
    id: 'setRequestBlocker',
    under: 'blocker',
    summary: 'Record who holds a request up',
    description: 'Who held it up before is kept, with the days.',
    command: setBlocker,
    example: { blocker: 'white_house_review', since: '2026-02-12', version: 5 },
  }),
  requests.act({
    id: 'takeRequestRung',
    under: 'ladder',
    summary: 'Record a rung that no letter brings',
    description: 'A meeting, a default, contempt, a referral. Rungs that are passed over are named as skipped.',
    command: takeRung,
    example: { rung: 'accommodation_meeting', takenOn: '2026-02-12', note: 'They offer a viewing.', version: 6 },
  }),
  requests.act({
    id: 'assignRequest',
    under: 'owner',
    method: 'PUT',
    summary: 'Say whose request it is',
    command: assign,
    example: { owner: 'staffer@demo.example', version: 6 },
  }),
  requests.act({
    id: 'addRequestNote',
    under: 'notes',
    summary: 'Add a working note',
    description: 'For everybody in the inquiry, or with "partition" for your own side alone. It is never changed.',
    command: addNote,
    example: { text: 'Counsel calls again on Thursday.' },
  }),
]

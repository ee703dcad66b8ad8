import { randomUUID } from 'node:crypto'
import { db } from '@/lib/db'
import { sessionOf } from '../fixtures/sign-in'
import { everybody, privilegeLog, type Who, type World } from './world'

type Fields = Record<string, string | string[] | File>

export type ActionRule = {
  /** Who may do it. The first of them does, at the end, so that what was refused before was refused for no other reason. */
  may: readonly (Who | 'self')[]
  /** A form that is right in everything, on something that was just made for it; `self` is whose own it is. */
  form: (world: World) => Promise<{ fields: Fields; self?: string }>
  /** Waits until what it set going has ended, where that goes on beside the server */
  settled?: (world: World) => Promise<void>
}

const staff = ['staffer', 'minority'] as const
const managers = ['chair', 'admin'] as const
const signedIn = everybody.filter((who) => who !== 'nobody' && who !== 'disabled')

const dueOn = '2030-06-01'
const day = '2026-01-12'
const entry = { kind: 'video', receivedOn: day, fromOffice: 'O-1', accessMode: 'delivered_copy', heldAt: 'Room 1' }
const asked = { kind: 'log', title: 'The log', wording: 'All of it.', addressee: 'O-1', questions: ['Q-1'] }
const request = { ...asked, formWanted: 'delivered_copy', handling: 'unclassified', dueOn }
const letter = { instrument: 'letter', subject: 'The log', addressee: 'O-1', dueOn }
const item = { ...entry, title: 'The log', handling: 'unclassified', requests: ['R-101'] }
const withheld = {
  ...{ requests: ['R-101'], office: 'O-1', assertedOn: day, what: 'An e-mail', extent: 'whole' },
  basis: 'attorney_client',
}
const claim = { question: 'Q-1', statement: 'It is said.', sourceKind: 'reporting', source: 'A newspaper' }
const call = { medium: 'call', direction: 'held', happenedOn: day, office: 'O-1', about: 'The log' }
const came = { fromOffice: 'O-1', receivedOn: day, medium: 'drive', certification: 'not_stated' }
const delivery = { ...came, leave: ['R-101'] }
const particulars = {
  name: 'Renamed',
  committee: 'Committee',
  chamber: 'senate',
  timeZone: 'UTC',
  openedOn: '2026-01-05',
}

/** A form in the inquiry of the world. */
const inside = (may: ActionRule['may'], fields: (world: World) => Promise<Fields>): ActionRule => ({
  may,
  form: async (world) => ({ fields: { inquiry: world.slug, ...(await fields(world)) } }),
})

/** A form about a record that was just made. */
const on = (
  may: ActionRule['may'],
  kind: string,
  made: (world: World) => Promise<{ ref: string; version: number }>,
  fields: Fields,
) =>
  inside(may, async (world) => {
    const { ref, version } = await made(world)
    return { [kind]: ref, version: String(version), ...fields }
  })

/** A form about one's own account, with everything that such a form may name. */
const mine = (
  may: ActionRule['may'],
  fields: (own: { userId: string; password: string }) => Promise<Fields>,
): ActionRule => ({
  may,
  async form({ make }) {
    const own = await make.person()
    return { fields: await fields(own), self: own.userId }
  },
})

const onIssued = (fields: Fields) => on(staff, 'request', ({ make }) => make.issued(), fields)

/** Every server action there is; one that the build has and this has not fails the test. */
export const actionRules: Record<string, ActionRule> = {
  'questions/logQuestionAction': inside(staff, async () => ({
    wording: 'Who knew?',
    why: 'It matters.',
    theme: 'when',
  })),
  'questions/editQuestionAction': on(staff, 'question', ({ make }) => make.question(), {
    wording: 'Who knew it?',
    why: 'It matters.',
    theme: 'when',
  }),
  'questions/moveQuestionAction': on(['reviewer'], 'question', ({ make }) => make.question(), {
    to: 'unanswerable',
    basis: 'destroyed',
    note: 'It was destroyed.',
  }),
  'claims/recordClaimAction': inside(staff, async () => claim),
  'claims/editClaimAction': on(staff, 'claim', ({ make }) => make.claim(), claim),
  'offices/addOfficeAction': inside(staff, async () => ({ name: `Office ${randomUUID().slice(0, 8)}` })),
  'offices/editOfficeAction': on(staff, 'office', ({ make }) => make.office(), { name: `Office ${randomUUID()}` }),

  'letters/draftLetterAction': inside(['staffer'], async () => ({ ...letter, partition: 'majority' })),
  'letters/editLetterAction': on(['staffer'], 'letter', ({ make }) => make.letter('majority'), letter),
  'letters/setLetterRequestsAction': on(['staffer'], 'letter', ({ make }) => make.letter('majority'), {
    requests: ['R-101'],
  }),
  'letters/moveLetterAction': on(['staffer'], 'letter', ({ make }) => make.letter('majority'), { to: 'in_clearance' }),
  'letters/clearLetterAction': on(['reviewer'], 'letter', ({ make }) => make.ownLetterInClearance(), {}),

  'requests/draftRequestAction': inside(['staffer'], async () => ({ ...request, partition: 'majority' })),
  'requests/editRequestAction': on(['staffer'], 'request', ({ make }) => make.draft('majority'), request),
  'requests/moveRequestAction': onIssued({ to: 'acknowledged' }),
  'requests/extendAction': onIssued({ dueOn, askedBy: 'The office', grantedBy: 'The chair', reason: 'More to read.' }),
  'requests/setBlockerAction': onIssued({ blocker: 'counsel', since: day }),
  'requests/takeRungAction': onIssued({ rung: 'follow_up', takenOn: day, note: 'We wrote again.' }),
  'requests/assignAction': inside(staff, async ({ make, actors }) => {
    const { ref, version } = await make.issued()
    return { request: ref, version: String(version), owner: actors.staffer.email }
  }),
  'requests/addNoteAction': inside(['staffer', 'reviewer'], async ({ make }) => ({
    request: (await make.issued()).ref,
    partition: 'majority',
    text: 'Between us.',
  })),

  'correspondence/logCorrespondenceAction': inside(['staffer'], async () => ({ ...call, partition: 'majority' })),
  'correspondence/editCorrespondenceAction': on(
    ['staffer'],
    'correspondence',
    ({ make }) => make.correspondence('majority'),
    call,
  ),

  'productions/logProductionAction': inside(staff, async () => delivery),
  'productions/editProductionAction': on(staff, 'production', ({ make }) => make.production(), {
    ...came,
    requests: ['R-101'],
  }),

  'evidence/logEvidenceAction': inside(staff, async () => item),
  'evidence/editEvidenceAction': on(staff, 'evidence', ({ make }) => make.item(), item),
  'evidence/noteItemAction': inside(['staffer', 'reviewer'], async ({ make }) => ({
    evidence: (await make.item()).ref,
    revision: '1',
    unit: 'time',
    from: '72400',
    partition: 'majority',
    text: 'The clock jumps.',
  })),
  'evidence/moveEvidenceAction': on(['reviewer'], 'evidence', ({ make }) => make.item(), { to: 'in_review' }),

  'volumes/askForVolumeAction': {
    ...inside(staff, async ({ make }) => ({ ...(await make.volume()), despite: 'on' })),
    settled: ({ ended }) => ended(),
  },

  'withheld/logWithheldAction': inside(staff, async () => withheld),
  'withheld/editWithheldAction': on(staff, 'withheld', ({ make }) => make.withheld(), withheld),
  'withheld/moveWithheldAction': on(['reviewer'], 'withheld', ({ make }) => make.withheld(), {
    to: 'challenged',
    note: 'Too wide.',
  }),
  'withheld/challengeWithheldAction': inside(['reviewer'], async ({ make }) => {
    const made = [await make.withheld(), await make.withheld()]
    return { entries: made.map(({ ref, version }) => `${ref}@${version}`), note: 'Too wide.' }
  }),
  'custody/recordStepAction': inside(staff, async ({ make }) => ({
    evidence: (await make.item()).ref,
    kind: 'checked_out',
    to: 'The archivist',
    authorisedBy: 'The clerk',
  })),
  'custody/recordStepsAction': inside(staff, async ({ make }) => ({
    items: [(await make.item()).ref, (await make.item()).ref],
    kind: 'checked_out',
    to: 'The archivist',
    authorisedBy: 'The clerk',
  })),
  'custody/correctStepAction': inside(staff, async ({ make }) => ({
    evidence: (await make.item()).ref,
    entry: '1',
    note: 'The label is HBR-002.',
  })),

  'files/verifyFilesAction': {
    ...inside(['staffer', 'minority', 'reviewer'], async ({ make }) => ({ evidence: (await make.item()).ref })),
    settled: ({ ended }) => ended(),
  },

  'withheld/bringLogAction': inside(staff, async () => ({
    ...{ office: 'O-1', assertedOn: day, requests: ['R-101'] },
    log: new File([privilegeLog()], 'log.csv'),
  })),
  'withheld/importLogAction': {
    ...inside(staff, async ({ make }) => ({ log: await make.log() })),
    settled: ({ ended }) => ended(),
  },
  'withheld/discardLogAction': inside(staff, async ({ make }) => ({ log: await make.log() })),

  'files/keepSetAsideAction': inside(staff, async ({ make }) => ({
    upload: await make.setAside(),
    note: 'The list is of the day before.',
  })),
  'files/discardSetAsideAction': inside(staff, async ({ make }) => ({
    upload: await make.setAside(),
    note: 'They send it anew.',
  })),

  'bags/prepareBagAction': {
    ...inside([...staff, 'reviewer'], async ({ make }) => ({ items: (await make.item()).ref })),
    settled: ({ ended }) => ended(),
  },
  'jobs/cancelJobAction': inside(['staffer'], async ({ make }) => ({ job: await make.job() })),

  'inquiries/createInquiryAction': {
    may: ['admin'],
    form: async () => ({ fields: { ...particulars, name: `New ${randomUUID()}` } }),
  },
  'inquiries/changeInquiryAction': onInquiry(false, particulars),
  'inquiries/closeInquiryAction': onInquiry(false, { closedOn: day }),
  'inquiries/reopenInquiryAction': onInquiry(true, {}),
  'inquiries/ruleOnSpillAction': inside(managers, async ({ make }) => ({
    incident: await make.spill(),
    ruling: 'ordinary',
    note: 'The foot of a bank’s statement.',
  })),
  'inquiries/giveMembershipAction': inside(managers, async ({ make }) => ({
    email: (await make.person()).email,
    role: 'viewer',
    side: 'majority',
  })),
  'inquiries/changeMembershipAction': inside(managers, async ({ make }) => ({
    membership: await make.membership(),
    version: '1',
    role: 'staffer',
    side: 'minority',
  })),
  'inquiries/endMembershipAction': inside(managers, async ({ make }) => ({
    membership: await make.membership(),
    version: '1',
  })),

  'people/createPersonAction': {
    may: ['admin'],
    form: async () => ({
      fields: { name: 'New', email: `${randomUUID()}@test.example`, password: 'seven quiet herons on a wall' },
    }),
  },
  'people/changePersonAction': onPerson(({ email }) => ({ name: 'Renamed', email })),
  'people/disablePersonAction': onPerson(() => ({})),
  'people/enablePersonAction': onPerson(() => ({}), true),
  'people/setPasswordAction': {
    may: ['admin'],
    form: async ({ make }) => ({
      fields: { email: (await make.person()).email, password: 'seven quiet herons on a wall' },
    }),
  },
  'people/changeMyPasswordAction': mine(['self', ...signedIn], async ({ password }) => ({
    current: password,
    password: 'seven quiet herons on a wall',
  })),
  'people/makeTokenAction': mine(['self', ...signedIn], async ({ password }) => ({
    name: 'A script',
    days: '30',
    current: password,
  })),
  'people/revokeTokenAction': mine(['self', 'admin'], async ({ userId }) => ({ token: await tokenOf(userId) })),
  'people/endSessionAction': mine(['self', 'admin'], async ({ userId }) => ({ session: (await sessionOf(userId)).id })),
  'people/endAllSessionsAction': mine(['self', 'admin'], async ({ userId }) => ({ userId })),
}

/** Actions of somebody who may be nobody yet. They have tests of their own; here only where they are sent from is tried. */
export const guestActions: Record<string, Fields> = {
  'people/signInAction': { email: 'nobody@test.example', password: 'no such pass phrase' },
}

function onInquiry(closed: boolean, fields: Fields): ActionRule {
  return {
    may: managers,
    form: async ({ make }) => ({ fields: { inquiry: await make.inquiry({ closed }), version: '1', ...fields } }),
  }
}

function onPerson(fields: (person: { email: string }) => Fields, disabled = false): ActionRule {
  return {
    may: ['admin'],
    async form({ make }) {
      const person = await make.person({ disabled })
      return { fields: { userId: person.userId, version: '1', ...fields(person) } }
    },
  }
}

async function tokenOf(userId: string): Promise<string> {
  const hash = randomUUID()
  return (await db().apiToken.create({ data: { userId, name: 'A script', hash, tail: '0000' } })).id
}

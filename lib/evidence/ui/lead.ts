import { type EvidenceRecord, type EvidenceReview, judgements } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import type { AccessMode } from '@/lib/generated/prisma/enums'
import { formatDay, today } from '@/lib/time'
import { meetsForm } from '@/lib/words'
import { orList } from '@/lib/workflow'

/** What stands by every item that is marked confidential or above. */
export const registerEntryOnly = 'Register entry only: no file is or may be held here'

/** The verdict on an item's present revision, if there is one. */
export const reviewOf = (item: EvidenceRecord) => item.reviews.find((review) => review.revision === item.revision)

/** 'responsive yes, complete no, authentic not known' */
export function answersOf(review: EvidenceReview): string {
  const word = (answer: EvidenceReview['responsive']) => judgements[answer].toLowerCase()
  return `responsive ${word(review.responsive)}, complete ${word(review.complete)}, authentic ${word(review.authentic)}`
}

/** Does what was logged still lie with the committee, or at least in its knowledge, so that it can count? */
const stillHere = (item: EvidenceRecord) => item.status !== 'returned' && item.status !== 'clawed_back'

/** The requests whose form this item cannot meet, whatever a reviewer says: shown is not delivered. */
const unmetBy = (item: EvidenceRecord) =>
  item.requests.filter((request) => !meetsForm(item.accessMode, request.formWanted))

/** 'It does not satisfy R-2 or R-3, which ask for a delivered copy.' Nothing where it meets every form. */
export function shortfall(item: EvidenceRecord): string {
  const unmet = unmetBy(item).map((request) => request.ref)
  if (unmet.length === 0) return ''
  return `It does not satisfy ${orList(unmet)}, which ${unmet.length === 1 ? 'asks' : 'ask'} for a delivered copy.`
}

/** How it came, said so that nobody takes what was shown for what was delivered. */
const came: Record<AccessMode, (on: string) => string> = {
  delivered_copy: (on) => `A copy was delivered on ${on}`,
  in_camera: (on) => `Shown only, in camera, on ${on}; no copy was delivered`,
  reading_room: (on) => `Read in a reading room on ${on}; no copy was delivered`,
  read_and_return: (on) => `Lent on ${on}, read and given back; no copy stayed`,
  shown_only: (on) => `Shown only, on ${on}; no copy was delivered`,
  oral_only: (on) => `Told only, on ${on}; nothing was delivered`,
}

/** Where an item stands, in a few plain sentences, for the top of its page; days in the inquiry's zone. */
export function leadOf(item: EvidenceRecord, zone: string): string {
  const now = today(zone)
  const day = (on: string) => formatDay(on, { today: now })
  const since = day(today(zone, new Date(item.statusSince)))
  return [`${came[item.accessMode](day(item.receivedOn))}.`, stillHere(item) && shortfall(item), standing(item, since)]
    .filter(Boolean)
    .join(' ')
}

function standing(item: EvidenceRecord, since: string): string {
  const review = reviewOf(item)
  const earlier = item.reviews.find((one) => one.revision === item.revision - 1)
  switch (item.status) {
    case 'logged':
      return earlier
        ? `Revision ${earlier.revision} was ${earlier.verdict}; revision ${item.revision} waits for a reviewer.`
        : 'It waits for a reviewer.'
    case 'in_review':
      return `${item.reviewer ?? 'A reviewer'} took it up for review on ${since}.`
    case 'accepted':
    case 'rejected':
      return `${evidenceStatuses[item.status]} on ${since}${review ? `: ${answersOf(review)}` : ''}.`
    case 'returned':
      return `Returned to its producer on ${since}; it counts towards no request any more.`
    case 'clawed_back':
      return `Clawed back by its producer on ${since}; it counts towards no request any more.`
  }
}

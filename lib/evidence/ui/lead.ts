import { type EvidenceRecord, type EvidenceReview, judgements } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { formatDay, today } from '@/lib/time'
import { accessModes, handlings, meetsForm } from '@/lib/words'
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
export const unmetBy = (item: EvidenceRecord) =>
  item.requests.filter((request) => !meetsForm(item.accessMode, request.formWanted))

/** 'It does not satisfy R-2 or R-3, which ask for a delivered copy.' Nothing where it meets every form. */
export function shortfall(item: EvidenceRecord): string {
  const unmet = unmetBy(item).map((request) => request.ref)
  if (unmet.length === 0) return ''
  return `It does not satisfy ${orList(unmet)}, which ${unmet.length === 1 ? 'asks' : 'ask'} for a delivered copy.`
}

/** Where an item stands, in a few plain sentences, for the top of its page; days in the inquiry's zone. */
export function leadOf(item: EvidenceRecord, zone: string): string {
  const now = today(zone)
  const day = (on: string) => formatDay(on, { today: now })
  const since = day(today(zone, new Date(item.statusSince)))
  const handling =
    item.handling === 'cui' ? handlings.cui : handlings[item.handling].replace(/^./, (c) => c.toLowerCase())
  const came = `${accessModes[item.accessMode]}, from ${item.from.name}, received ${day(item.receivedOn)}, ${handling}.`
  return [came, standing(item, since), stillHere(item) && shortfall(item)].filter(Boolean).join(' ')
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

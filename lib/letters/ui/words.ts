import { dueBefore, type LetterFacts } from '@/lib/letters/policy'
import { instruments, type LetterRecord } from '@/lib/letters/schema'
import type { Mark } from '@/lib/letters/standing'
import { usualRung } from '@/lib/letters/status'
import { rungs } from '@/lib/requests/schema'
import { isOutstanding } from '@/lib/requests/status'
import { formatDay, today } from '@/lib/time'
import { inQuotes } from '@/lib/words'

/** 'Subpoena', or where the instrument does not say how far it pushes: 'Letter, follow-up' */
export function instrumentWords({ instrument, rung }: Pick<LetterRecord, 'instrument' | 'rung'>): string {
  const name = instruments[instrument]
  return rung === usualRung(instrument, false) ? name : `${name}, ${rungs[rung].toLowerCase()}`
}

/** Where a letter stands, in one or two plain sentences, for the top of its page. */
export function leadOf(letter: LetterRecord, facts: LetterFacts, marks: Mark[], zone: string): string {
  const now = today(zone)
  const day = (on: string) => formatDay(on, { today: now })
  const on = (mark: Mark | undefined) => (mark ? day(today(zone, new Date(mark.at))) : '')
  const last = (event: Mark['event']) => marks.find((mark) => mark.event === event)
  switch (letter.status) {
    case 'draft':
      if (marks[0]?.event === 'letter.return') {
        return `Returned to drafting on ${on(marks[0])} by ${marks[0].by}: ${inQuotes(marks[0].note ?? '')}${passed(letter, now)}`
      }
      return `A draft. It goes out when somebody else has cleared it.${passed(letter, now)}`
    case 'in_clearance': {
      const edited = facts.editedSince
        .map((ref) => ` ${ref} was edited since, so it has to be submitted again.`)
        .join('')
      if (!facts.cleared) {
        return `In clearance since ${on(last('letter.submit'))}; waits for a reviewer other than its drafter.${edited}${passed(letter, now)}`
      }
      const cleared = last('letter.cleared')
      return `Cleared on ${on(cleared)} by ${cleared?.by ?? 'a reviewer'}; waits to be issued.${edited}${passed(letter, now)}`
    }
    case 'issued':
      return `Issued on ${letter.issuedOn ? day(letter.issuedOn) : ''}. ${stillOut(letter)}`
    case 'closed':
      return `Issued on ${letter.issuedOn ? day(letter.issuedOn) : ''}, closed on ${on(last('letter.close'))}. ${stillOut(letter)}`
    case 'withdrawn': {
      const mark = last('letter.withdraw')
      return `Withdrawn on ${on(mark)} by ${mark?.by ?? 'a staffer'}: ${inQuotes(mark?.note ?? '')}`
    }
  }
}

/** Said while it can still be edited, and to whoever clears or issues it. */
function passed(letter: LetterRecord, now: string): string {
  const late = dueBefore(letter, now).map(
    ({ ref, dueOn }) => `${ref ? `that of ${ref}` : 'the letter’s'}, ${formatDay(dueOn, { today: now })}`,
  )
  return late.length ? ` It cannot be issued as of today, since a due date has passed: ${late.join('; ')}.` : ''
}

function stillOut({ requests }: LetterRecord): string {
  const out = requests.filter(({ status }) => isOutstanding(status)).length
  if (requests.length === 1) return out ? 'Its request is still outstanding.' : 'Its request is no longer outstanding.'
  if (out === 0) return 'None of its requests is outstanding any more.'
  const many = out < requests.length ? `${out} of its ${requests.length}` : out === 2 ? 'Both' : `All ${out}`
  return `${many} requests ${out === 1 ? 'is' : 'are'} still outstanding.`
}

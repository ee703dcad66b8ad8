import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import type { LetterFacts } from '@/lib/letters/policy'
import { instruments, type LetterRecord, letterPartitions } from '@/lib/letters/schema'
import type { Mark } from '@/lib/letters/standing'
import { letterStatuses } from '@/lib/letters/status'
import { LetterSheet } from '@/lib/letters/ui/letter-sheet'
import { LettersTable } from '@/lib/letters/ui/letters-section'
import { letterTones } from '@/lib/letters/ui/tone'
import { instrumentWords, leadOf } from '@/lib/letters/ui/words'
import type { Actor } from '@/lib/people/actor'
import { rungs } from '@/lib/requests/schema'
import { agoWords, formatDay, today } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Crumb, RecordColumns, RecordHead, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { counted, recordPath } from '@/lib/words'

type LetterViewProps = {
  actor: Actor
  letter: LetterRecord
  facts: LetterFacts
  marks: Mark[]
  /** The letters that follow it and exist for the reader */
  following: LetterRecord[]
  /** Those of its requests that are satisfied on what no longer stands */
  proofGone: string[]
  did: string
  moves: ReactNode
  /** Sections of other rooms, and the history, in the column of text: a letter may be short, and what can be done with it long */
  beside: ReactNode
}

/** A letter's page: where it stands, the letter itself with its numbered requests, facts, moves, what it follows and what follows it. */
export function LetterView(props: LetterViewProps) {
  const { actor, letter, facts, marks, following, proofGone, did, moves, beside } = props
  const { slug, timeZone: zone } = actor.inquiry
  return (
    <>
      <Crumb trail={[{ label: 'Letters', href: `/inquiries/${slug}/letters` }]} here={letter.ref} />
      <Recorded did={did} />
      <RecordHead
        no={letter.ref}
        kind={instrumentWords(letter)}
        statuses={[
          { tone: letterTones[letter.status], label: letterStatuses[letter.status] },
          ...(letter.partition === 'shared'
            ? []
            : [{ tone: 'none' as const, label: `${letterPartitions[letter.partition]} only` }]),
        ]}
        title={letter.subject}
        lead={leadOf(letter, facts, marks, zone)}
      />
      <RecordColumns
        facts={<AtAGlance actor={actor} letter={letter} marks={marks} />}
        text={
          <>
            <Section
              title="The letter"
              side={letter.requests.length ? counted(letter.requests.length, 'request') : 'no requests'}
            >
              <LetterSheet slug={slug} letter={letter} proofGone={proofGone} />
              {letter.requests.length === 0 && <p className="sub note">No request stands on it yet.</p>}
            </Section>
            {following.length > 0 && (
              <Section title="What follows it" side="oldest first">
                <LettersTable slug={slug} letters={following} caption={`Letters that follow ${letter.ref}`} />
              </Section>
            )}
            {beside}
          </>
        }
        moves={moves}
      />
    </>
  )
}

function AtAGlance({ actor, letter, marks }: { actor: Actor; letter: LetterRecord; marks: Mark[] }) {
  const { slug, timeZone: zone } = actor.inquiry
  const now = today(zone)
  const day = (on: string) => <time dateTime={on}>{formatDay(on, { today: now })}</time>
  const step = (name: string, event: Mark['event']) => {
    const mark = marks.find((one) => one.event === event)
    return mark && { name, value: day(today(zone, new Date(mark.at))), sub: `by ${mark.by}` }
  }
  return (
    <Section title="At a glance">
      <Facts
        facts={[
          { name: 'Status', value: letterStatuses[letter.status] },
          { name: 'Instrument', value: instruments[letter.instrument] },
          { name: 'How far it pushes', value: rungs[letter.rung] },
          { name: 'Letter of', value: letterPartitions[letter.partition] },
          {
            name: 'To',
            value: <a href={recordPath(slug, 'office', letter.addressee.ref)}>{letter.addressee.name}</a>,
          },
          letter.issuedOn !== null && {
            name: 'Issued',
            value: day(letter.issuedOn),
            sub: agoWords(letter.issuedOn, now),
          },
          letter.dueOn !== null && { name: 'Due', value: day(letter.dueOn), sub: agoWords(letter.dueOn, now) },
          { name: 'Signed by', value: letter.signedBy },
          letter.follows && {
            name: 'Follows',
            value: <Ref no={letter.follows.ref} href={recordPath(slug, 'letter', letter.follows.ref)} />,
            sub: letter.follows.subject,
          },
          letter.clearedAt !== null && step('Cleared', 'letter.cleared'),
          step('Submitted', 'letter.submit'),
          step('Drafted', 'letter.drafted'),
        ]}
      />
    </Section>
  )
}

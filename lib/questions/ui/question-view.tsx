import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import type { Actor } from '@/lib/people/actor'
import { bases, type QuestionRecord, themes } from '@/lib/questions/schema'
import { questionStatuses } from '@/lib/questions/status'
import { questionTones } from '@/lib/questions/ui/tone'
import { formatDay, today } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Crumb, RecordColumns, RecordHead, Section } from '@/lib/ui/page'
import { kinds } from '@/lib/words'

type QuestionViewProps = {
  actor: Actor
  question: QuestionRecord
  did: string
  /** Its row of the matrix, across the page */
  coverage?: ReactNode
  /** What other rooms have on this question: claims, requests, evidence */
  children?: ReactNode
  moves: ReactNode
  history: ReactNode
}

/** A question's page: wording, why it matters, what it needs, what may be done, and what the other rooms have on it. */
export function QuestionView({ actor, question, did, coverage, children, moves, history }: QuestionViewProps) {
  const zone = actor.inquiry.timeZone
  const day = (moment: string) => formatDay(today(zone, new Date(moment)), { today: today(zone) })
  return (
    <>
      <Crumb trail={[{ label: 'Questions', href: `/inquiries/${actor.inquiry.slug}/questions` }]} here={question.ref} />
      <Recorded did={did} />
      <RecordHead
        no={question.ref}
        kind={themes[question.theme]}
        statuses={[{ tone: questionTones[question.status], label: questionStatuses[question.status] }]}
        title={question.wording}
      />
      {coverage}
      <RecordColumns
        facts={
          <Section title="At a glance">
            <Facts
              facts={[
                { name: 'Status', value: questionStatuses[question.status], sub: `since ${day(question.statusSince)}` },
                question.unanswerableBasis && { name: 'Because', value: bases[question.unanswerableBasis] },
                question.statusReason !== null && { name: 'Reason given', value: question.statusReason },
                { name: 'Theme', value: themes[question.theme] },
                {
                  name: 'Needs',
                  value: question.needs.map((kind) => kinds[kind]).join(', ') || 'No kind of evidence named yet',
                },
                { name: 'Logged', value: day(question.createdAt) },
              ]}
            />
          </Section>
        }
        text={
          <>
            <Section title="Why it matters">
              <p className="record">{question.why}</p>
            </Section>
            {children}
          </>
        }
        moves={moves}
      />
      {history}
    </>
  )
}

import type { ReactNode } from 'react'
import type { Role } from '@/lib/generated/prisma/enums'
import { Duties } from '@/lib/inquiries/ui/duties'
import { Lead, Section } from '@/lib/ui/page'

/** How far an inquiry has come that has issued nothing yet. Members are counted by role, for the administrator who adds them. */
export type Begun = {
  offices: number
  questions: number
  requests: number
  letters: number
  members: Partial<Record<Role, number>>
}

type Step = { done: boolean; label: string; href?: string; why: string }

type FirstStepsProps = { home: string; role: Role; begun: Begun; closed: boolean }

/**
 * What to do first in an inquiry that has issued nothing yet, for each role: a staffer's steps, an administrator's, and for who only waits,
 * what they wait for. A step that is done says so; a link leads only where this reader may do something.
 */
export function FirstSteps({ home, role, begun, closed }: FirstStepsProps) {
  if (closed) return <Lead>This inquiry was closed before anything was issued. What is in it can still be read.</Lead>
  const { title, lead, mine, theirs } = starts[role](home, begun)
  return (
    <Section title={title}>
      {lead && <p className="text">{lead}</p>}
      {mine.length > 0 && <Steps steps={mine} from={1} />}
      {role === 'admin' && <Duties />}
      {theirs.length > 0 && (
        <>
          <p className="gap-16">
            {mine.length > 0 ? 'Then staffers, and a reviewer at the end:' : 'How far they have come:'}
          </p>
          <Steps steps={theirs} from={mine.length + 1} />
        </>
      )}
    </Section>
  )
}

const Steps = ({ steps, from }: { steps: Step[]; from: number }) => (
  <ol className="steps gap-8" start={from}>
    {steps.map(({ done, label, href, why }) => (
      <li key={label}>
        {href && !done ? <a href={href}>{label}</a> : <b>{label}</b>}
        {done && ' (done)'} <span className="sub line">{why}</span>
      </li>
    ))}
  </ol>
)

/** `mine`: steps of the reader; `theirs`: of others, before or after. */
type Start = { title: string; lead?: ReactNode; mine: Step[]; theirs: Step[] }

const addOffices = ({ offices }: Begun): Step => ({
  done: offices > 0,
  label: 'Add the offices',
  why: 'Whom the committee asks, and who stands above whom.',
})
const logQuestions = ({ questions }: Begun): Step => ({
  done: questions > 0,
  label: 'Log the open questions',
  why: 'What the inquiry wants to know, and which kinds of evidence each question needs.',
})
const draftLetter = ({ requests, letters }: Begun): Step => ({
  done: requests > 0 && letters > 0,
  label: 'Draft a letter with its requests',
  why: 'Each thing asked for is a request with a number of its own.',
})
const issueIt: Step = {
  done: false,
  label: 'Have the letter cleared, and issue it',
  why: 'Somebody else clears it. From then on this page says what is outstanding, and who holds it up.',
}
const staffSteps = (begun: Begun): Step[] => [addOffices(begun), logQuestions(begun), draftLetter(begun), issueIt]

const starts: Record<Role, (home: string, begun: Begun) => Start> = {
  staffer: (home, begun) => ({
    title: 'What to do first',
    theirs: [],
    mine: [
      { ...addOffices(begun), href: `${home}/offices/new` },
      { ...logQuestions(begun), href: `${home}/questions/new` },
      { ...draftLetter(begun), href: begun.letters > 0 ? `${home}/letters` : `${home}/letters/new` },
      { ...issueIt, href: `${home}/letters` },
    ],
  }),
  admin: (home, begun) => ({
    title: 'What to do first',
    mine: [
      {
        done: Boolean(begun.members.staffer && begun.members.reviewer),
        label: 'Add the members',
        href: `${home}/settings#members`,
        why: 'At least a staffer, who does what comes next, and a reviewer: nobody clears or accepts their own work.',
      },
    ],
    theirs: staffSteps(begun),
  }),
  reviewer: (home, begun) => ({
    title: 'Nothing has been issued yet',
    lead: (
      <>
        Staffers prepare the first letter. Once it is submitted for clearance it waits for you under{' '}
        <a href={`${home}/work`}>My work</a>.
      </>
    ),
    mine: [],
    theirs: staffSteps(begun),
  }),
  viewer: (_home, begun) => ({
    title: 'Nothing has been issued yet',
    lead: (
      <>
        There is nothing for you to do. Staffers prepare the first letter; once it is issued, this page says what was
        asked, what is overdue and who holds it up.
      </>
    ),
    mine: [],
    theirs: staffSteps(begun),
  }),
}

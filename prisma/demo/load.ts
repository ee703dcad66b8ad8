import { db } from '@/lib/db'
import { changeInquiry, createInquiry } from '@/lib/inquiries/commands'
import { giveMembership } from '@/lib/inquiries/member-commands'
import { type Actor, commandLinePerson, type Person } from '@/lib/people/actor'
import { createPerson } from '@/lib/people/commands'
import { actorFor } from '@/lib/people/queries'
import { Refusal } from '@/lib/refusal'
import { HOME_ZONE, today } from '@/lib/time'
import { alder } from '@/prisma/demo/alder/story'
import { type Calendar, calendarFrom } from '@/prisma/demo/calendar'
import { isEmptyLedger } from '@/prisma/demo/empty'
import { people, type Who } from '@/prisma/demo/people'
import { linesOf, play } from '@/prisma/demo/play'
import type { Story } from '@/prisma/demo/rows'
import { strike } from '@/prisma/demo/strike/story'

const everybody = Object.keys(people) as Who[]
const stories: Story[] = [strike, alder]

/** The names in addresses of the demonstration's inquiries. */
export const demoSlugs = stories.map(({ inquiry }) => inquiry.slug)

export type LoadDemo = {
  /** Of all six accounts */
  passphrase: string
  /** Everything is told relative to this day, YYYY-MM-DD; today in Washington */
  today?: string
  /** Called after each line: how many were told, of how many */
  progress?: (told: number, of: number) => void
}

/**
 * Makes the demonstration in an empty ledger: six accounts and two inquiries, by the commands of the rooms, in the order in which it
 * happened, each act by somebody who may do it. Stops at the first line that a rule refuses; whoever calls it keeps nothing then.
 * @throws Refusal when there is an account or an inquiry already
 */
export async function loadDemo({ passphrase, today: day = today(HOME_ZONE), progress }: LoadDemo): Promise<void> {
  if (!(await isEmptyLedger())) {
    throw new Refusal('forbidden', 'The demonstration is loaded into an empty ledger only', {
      detail: 'There are accounts or inquiries here already.',
    })
  }
  const calendar = calendarFrom(day, HOME_ZONE)
  const opened = Math.min(...stories.map(({ inquiry }) => inquiry.openedOn))
  const persons = await makeAccounts(passphrase, calendar.at(opened, '08:30'))
  const of = stories.reduce((sum, story) => sum + linesOf(story).length, 0)
  let told = 0
  for (const story of stories) {
    const actors = await openInquiry(story, calendar, persons)
    await play(story, calendar, actors, () => progress?.(++told, of))
  }
}

async function makeAccounts(passphrase: string, at: Date): Promise<Record<Who, Person>> {
  const maker: Person = { ...commandLinePerson(), name: 'The demonstration', clock: () => at }
  const made: [Who, Person][] = []
  for (const who of everybody) {
    const { email, name } = people[who]
    const isAdmin = who === 'admin'
    const { userId } = await createPerson(maker, { email, name, isAdmin, password: passphrase })
    made.push([who, { userId, name, email, isAdmin, via: 'demo' }])
  }
  await db().user.updateMany({ data: { isDemo: true } })
  return Object.fromEntries(made) as Record<Who, Person>
}

async function openInquiry(
  { inquiry: { openedOn, notice, ...particulars } }: Story,
  calendar: Calendar,
  persons: Record<Who, Person>,
): Promise<Record<Who, Actor>> {
  const admin: Person = { ...persons.admin, clock: () => calendar.at(openedOn, '08:45') }
  const input = { ...particulars, openedOn: calendar.day(openedOn) }
  const { slug } = await createInquiry(admin, input)
  const { slug: _, ...kept } = input
  await changeInquiry(admin, { ...kept, inquiry: slug, version: 1, notice })
  for (const who of everybody) {
    const { email, role, side } = people[who]
    if (who !== 'admin') await giveMembership(admin, { inquiry: slug, email, role, side })
  }
  const actors: [Who, Actor][] = []
  for (const who of everybody) {
    const actor = await actorFor(persons[who], slug)
    if (!actor) throw new Error(`${who} is no member of ${slug}`)
    actors.push([who, actor])
  }
  return Object.fromEntries(actors) as Record<Who, Actor>
}

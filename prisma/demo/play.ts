import type { Actor } from '@/lib/people/actor'
import type { Calendar } from '@/prisma/demo/calendar'
import type { Who } from '@/prisma/demo/people'
import type { LetterRow, Story } from '@/prisma/demo/rows'
import { type Act, type Line, on, type When } from '@/prisma/demo/stage'
import { ask, claim, clear, issue, letter, name, register, request, submit, withhold } from '@/prisma/demo/verbs'

const line = (when: When, act: Act): Line => on(...when, act)

/** Two minutes a piece, in the order of the table. */
function oneAfterTheOther([day, time, who]: When, acts: Act[]): Line[] {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const two = (n: number) => String(n).padStart(2, '0')
  return acts.map((act, i) => {
    const at = hour * 60 + minute + 2 * i
    return on(day, `${two(Math.floor(at / 60))}:${two(at % 60)}`, who, act)
  })
}

function stepsOf(row: LetterRow): Line[] {
  const steps: [When | undefined, Act][] = [
    [row.drafted, letter(row)],
    [row.submitted, submit(row.ref)],
    [row.cleared, clear(row.ref)],
    [row.issued, issue(row.ref)],
  ]
  return steps.flatMap(([when, act]) => (when ? [line(when, act)] : []))
}

/** The whole story in the order in which it happens. */
export function linesOf(story: Story): Line[] {
  const lines = [
    ...oneAfterTheOther(story.founded, [
      ...story.offices.map(name),
      ...story.questions.map(ask),
      ...story.claims.map(claim),
    ]),
    ...story.requests.map((row) => line(row.drafted, request(row))),
    ...story.letters.flatMap(stepsOf),
    ...story.evidence.map((row) => line(row.logged, register(row))),
    ...story.withheld.map((row) => line(row.logged, withhold(row))),
    ...story.events,
  ]
  return lines.sort((a, b) => a.day - b.day || a.time.localeCompare(b.time))
}

/** Plays a story: every line by the one who acts in it, at the moment told. @throws Error that names the line which the rules refuse */
export async function play(
  story: Story,
  calendar: Calendar,
  actors: Record<Who, Actor>,
  played: () => void = () => {},
): Promise<void> {
  for (const { day, time, who, act } of linesOf(story)) {
    const moment = calendar.at(day, time)
    const actor: Actor = { ...actors[who], clock: () => moment }
    try {
      await act({ actor, today: calendar.day(day), day: calendar.day })
    } catch (error) {
      throw new Error(`${story.inquiry.slug}, day ${day} at ${time}, ${who}: ${wordsOf(error)}`, { cause: error })
    }
    played()
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const fields = 'fields' in error && Array.isArray(error.fields) ? error.fields.map(({ message }) => message) : []
  const detail = 'detail' in error && error.detail ? [String(error.detail)] : []
  return [error.message, ...detail, ...fields].join(' ')
}

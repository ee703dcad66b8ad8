import type { Actor } from '@/lib/people/actor'
import type { Who } from '@/prisma/demo/people'

/** What an act is played on: who acts, on which day, and which day is which. */
export type Stage = {
  actor: Actor
  /** The day of the act, YYYY-MM-DD */
  today: string
  /** Working day `n` of the story, YYYY-MM-DD */
  day(n: number): string
}

export type Act = (stage: Stage) => Promise<unknown>

/** One line of the story. Days are working days from the day of telling, times are on the clock of the inquiry's zone. */
export type Line = { day: number; time: string; who: Who; act: Act }

/** When something was done, and by whom. */
export type When = readonly [day: number, time: string, who: Who]

/** A line: on working day `day` at `time` (HH:mm), `who` does `act`. */
export const on = (day: number, time: string, who: Who, act: Act): Line => ({ day, time, who, act })

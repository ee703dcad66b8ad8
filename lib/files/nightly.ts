import { config } from '@/lib/config'
import { databaseTrouble } from '@/lib/database-trouble'
import { db, type Tx } from '@/lib/db'
import { turn } from '@/lib/files/fixity'
import { enqueueDue } from '@/lib/jobs/commands'
import { log } from '@/lib/log'
import { addDays, today, wallTime } from '@/lib/time'

/*
 * The nightly check of all stored files: asked for by the worker itself, inquiry by inquiry, each at night on its own clock. Counts as commands.
 */

/** The hour, on the inquiry's clock, at which the night's check begins. */
const HOUR = 2
const LOOK_MS = 60_000
const DAY_MS = 86_400_000

/**
 * Is a check of all files due? In the hour of the night when the last one is `days` days back or more; and at any hour when it is a day later than
 * that, because nothing ran in the night. Before the first one, the time since which a worker has looked stands in for it.
 */
export function isDue(
  { last, since, zone, days }: { last: Date | null; since: Date; zone: string; days: number },
  now: Date,
): boolean {
  if (days === 0) return false
  if (now.getTime() - (last ?? since).getTime() > (days + 1) * DAY_MS) return true
  const night = Number(wallTime(now, zone).slice(11, 13)) === HOUR
  return night && (last === null || today(zone, last) <= addDays(today(zone, now), -days))
}

type Row = { id: string; zone: string; last: Date | null }

/**
 * The inquiries that have files, or this one, with the last time that all of them were to be checked. One that was asked for a day
 * and more after `now`, by a clock that was wrong, would keep the nights until then from being checked: it does not count.
 */
function lastChecks(tx: Tx, now: Date, only?: string): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT i.id, i.time_zone AS zone,
           (SELECT max(j.created_at) FROM job j WHERE j.inquiry_id = i.id AND j.kind = 'check_files' AND j.input = '{}'::jsonb
               AND j.created_at < ${new Date(now.getTime() + DAY_MS)}) AS last
      FROM inquiry i
     WHERE (${only ?? null}::uuid IS NULL OR i.id = ${only ?? null}::uuid)
       AND EXISTS (SELECT FROM stored_file f WHERE f.inquiry_id = i.id)`
}

/** Asks for every check that is due, once, however many workers look at the same time. Answers how many it asked for. */
export async function askForDueChecks(since: Date, now = new Date(), days = config().FIXITY_DAYS): Promise<number> {
  let asked = 0
  for (const { id, zone, last } of await lastChecks(db(), now)) {
    if (!isDue({ last, since, zone, days }, now)) continue
    asked += await db().$transaction(async (tx) => {
      await turn(tx, id)
      const [fresh] = await lastChecks(tx, now, id)
      if (!fresh || !isDue({ last: fresh.last, since, zone, days }, now)) return 0
      await enqueueDue(tx, id, 'check_files', {})
      return 1
    })
  }
  return asked
}

/** Looks every minute, until the signal; not at all when that came before. */
export function watchTheNight(signal: AbortSignal): void {
  if (signal.aborted) return
  const since = new Date()
  const look = () =>
    void askForDueChecks(since).catch((error: unknown) => {
      if (!databaseTrouble(error)) log.failure(error)
    })
  const timer = setInterval(look, LOOK_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
  look()
}

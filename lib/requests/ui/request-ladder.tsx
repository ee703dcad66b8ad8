import type { RequestRecord } from '@/lib/requests/queries'
import { rungOrder, rungs } from '@/lib/requests/schema'
import { formatDay, today } from '@/lib/time'
import { Ladder } from '@/lib/ui/ladder'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { recordPath } from '@/lib/words'

const byLaw = ['funding_condition', 'subpoena_notice', 'subpoena', 'contempt']

/** How far a request was pushed: the last time each rung was taken, what was passed over, and where it stands. */
export function RequestLadder({ slug, zone, request }: { slug: string; zone: string; request: RequestRecord }) {
  if (request.rungs.length === 0) return null
  const highest = Math.max(...request.rungs.map(({ rung }) => rungOrder.indexOf(rung)))
  return (
    <Section title="How far it was pushed" bare>
      <Ladder
        rungs={rungOrder.map((rung, i) => {
          const taken = request.rungs.filter((one) => one.rung === rung)
          const last = taken[taken.length - 1]
          return {
            name: rungs[rung],
            state: i === highest ? 'here' : last ? 'done' : 'not',
            law: byLaw.includes(rung),
            ...(last && { when: formatDay(last.takenOn, { today: today(zone) }) }),
            sub: last ? (
              <>
                {last.letter && <Ref no={last.letter} href={recordPath(slug, 'letter', last.letter)} />}
                {last.letter && last.note && ', '}
                {last.note}
                {taken.length > 1 && ` (${taken.length} times)`}
                {i === highest && (last.letter || last.note ? '. Stands here.' : 'Stands here.')}
              </>
            ) : (
              i < highest && 'passed over'
            ),
          }
        })}
      />
    </Section>
  )
}

import type { CustodyPieceRecord } from '@/lib/custody/schema'
import type { CustodyField, CustodyState } from '@/lib/custody/status'
import { stepPath } from '@/lib/custody/ui/paths'
import { pieceName, standingWords } from '@/lib/custody/ui/words'
import { Moves } from '@/lib/ui/moves'
import { Section } from '@/lib/ui/page'
import type { JudgedMove } from '@/lib/workflow'

type StepsProps = {
  base: string
  zone: string
  /** The piece that the next step is about, among all that there are */
  piece: CustodyPieceRecord
  pieces: CustodyPieceRecord[]
  steps: JudgedMove<CustodyState, CustodyField>[]
  /** May this reader record what happened earlier, which the present standing says nothing of? */
  mayTellLate: boolean
}

/** Which step may come next in the chain, and which not, with the reason. */
export function Steps({ base, zone, piece, pieces, steps, mayTellLate }: StepsProps) {
  const open = steps.filter(({ ruling }) => ruling.allowed)
  const shut = steps.flatMap(({ move, ruling }) => (ruling.allowed ? [] : [{ label: move.label, ...ruling }]))
  const late = mayTellLate
    ? [
        {
          label: 'Record an earlier step',
          href: `${base}/custody/earlier`,
          line: 'What happened before where it is now.',
        },
      ]
    : []
  return (
    <Section title="Record a step" id="step">
      {pieces.length > 1 && <Pieces {...{ base, zone, piece, pieces }} />}
      <div className="wide">
        <Moves
          now={[]}
          also={[
            ...open.map(({ move }) => ({ label: move.label, href: stepPath(base, move.verb, piece), line: move.hint })),
            ...late,
          ]}
          notNow={shut.filter(({ elsewhere }) => !elsewhere)}
          elsewhere={shut.filter(({ elsewhere }) => elsewhere)}
        />
      </div>
    </Section>
  )
}

function Pieces({ base, zone, piece, pieces }: Pick<StepsProps, 'base' | 'zone' | 'piece' | 'pieces'>) {
  const several = new Set(pieces.map(({ revision }) => revision)).size > 1
  return (
    <nav aria-label="Which piece">
      <ul className="pieces">
        {pieces.map((one) => (
          <li key={`${one.revision}/${one.copyNo}`}>
            <a href={`${stepPath(base, '', one)}#step`} aria-current={one === piece ? 'true' : undefined}>
              {pieceName(one, several)}
            </a>{' '}
            <span className="sub">{standingWords(one, zone).state}</span>
          </li>
        ))}
      </ul>
    </nav>
  )
}

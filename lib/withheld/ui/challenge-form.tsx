import { Form, TextArea } from '@/lib/ui/form'
import { Empty, Notice } from '@/lib/ui/notice'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { challengeWithheldAction } from '@/lib/withheld/actions'
import type { Candidate } from '@/lib/withheld/list'
import { bases, extents, formatChosen, MOST_CHALLENGED, moveLabels } from '@/lib/withheld/schema'
import { short } from '@/lib/withheld/ui/lead'
import { counted, figure, recordPath } from '@/lib/words'

type ChallengeFormProps = {
  slug: string
  found: Candidate[]
  /** How many were meant in all */
  total: number
  /** The list from which they were chosen */
  back: string
}

/** Many entries to be challenged with one reason: what will be, what cannot be and why, and the reason. */
export function ChallengeForm({ slug, found, total, back }: ChallengeFormProps) {
  const open = found.filter(({ ruling }) => ruling.allowed)
  const shut = found.flatMap(({ entry, ruling }) => (ruling.allowed ? [] : [{ entry, why: ruling.why }]))
  if (open.length === 0 && shut.length === 0) {
    return <Empty action={{ label: 'Back to the list', href: back }}>No entry was chosen.</Empty>
  }
  return (
    <div className="stack">
      {total > found.length && (
        <Notice>
          {figure(total)} entries fit, and at most {MOST_CHALLENGED} are challenged at once: these are the first. Come
          back for the rest.
        </Notice>
      )}
      {open.length > 0 && (
        <>
          <Form
            action={challengeWithheldAction}
            hidden={{ inquiry: slug, entries: open.map(({ entry }) => formatChosen(entry)).join(', ') }}
            submit={`Challenge ${counted(open.length, 'entry', 'entries')}`}
            cancelHref={back}
            labels={{ entries: 'Entries', note: moveLabels.note }}
          >
            <TextArea
              name="note"
              label={moveLabels.note}
              hint="Why the committee disputes the basis of all of these. It stands in the history of each, with your name."
              required
              maxLength={5_000}
            />
          </Form>
          <Section title="What will be challenged" side={figure(open.length)}>
            <DataTable
              caption="Entries that will be challenged"
              columns={[
                { label: 'Entry' },
                { label: 'What is withheld', long: true },
                { label: 'Basis' },
                { label: 'Asserted by', long: true },
              ]}
              rows={open.map(({ entry }) => ({
                key: entry.id,
                cells: [
                  <Ref key="no" no={entry.ref} href={recordPath(slug, 'withheld', entry.ref)} />,
                  short(entry.what),
                  <span key="basis">
                    {bases[entry.basis]}
                    <span className="sub line">{extents[entry.extent]}</span>
                  </span>,
                  entry.office.name,
                ],
              }))}
            />
          </Section>
        </>
      )}
      {shut.length > 0 && (
        <Section title="What cannot be challenged, and is left out" side={figure(shut.length)}>
          <DataTable
            caption="Entries that cannot be challenged"
            columns={[{ label: 'Entry' }, { label: 'What is withheld', long: true }, { label: 'Why not', long: true }]}
            rows={shut.map(({ entry, why }) => ({
              key: entry.id,
              cells: [
                <Ref key="no" no={entry.ref} href={recordPath(slug, 'withheld', entry.ref)} />,
                short(entry.what),
                <b key="why">{why}</b>,
              ],
            }))}
          />
        </Section>
      )}
      {open.length === 0 && (
        <p>
          <a className="btn" href={back}>
            Back to the list
          </a>
        </p>
      )}
    </div>
  )
}

import { withParams } from '@/lib/address'
import { recordStepsAction } from '@/lib/custody/actions'
import { stepLabels, type WhereaboutsLine } from '@/lib/custody/schema'
import type { CustodyMove } from '@/lib/custody/status'
import { WhenFields } from '@/lib/custody/ui/when-fields'
import { addDays, today } from '@/lib/time'
import { Checks, Field, Form, TextArea } from '@/lib/ui/form'
import { Empty } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'

type SeveralProps = {
  slug: string
  zone: string
  me: string
  move: CustodyMove
  lines: WhereaboutsLine[]
  /** The filters by which they were found */
  given: Record<string, string>
}

/** Checks out, or in, what lies together or went out on one receipt: each ticked, all of them or none. */
export function SeveralForm({ slug, zone, me, move, lines, given }: SeveralProps) {
  const back = withParams(`/inquiries/${slug}/evidence/whereabouts`, given, {})
  const title = move.verb === 'checked_in' ? 'Check several in' : 'Check several out'
  const now = today(zone)
  // The room judges each by its own day; here only what cannot be typed by accident is kept out.
  const first = addDays(now, -3_650)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Evidence', href: `/inquiries/${slug}/evidence` },
          { label: 'Where everything is', href: back },
        ]}
        here={title}
      />
      <PageHead title={title} />
      <Lead>The same step for each that is ticked, in one: all of them are recorded, or none.</Lead>
      {lines.length === 0 ? (
        <Empty action={{ label: 'Back to where everything is', href: back }}>
          Nothing is where these filters look.
        </Empty>
      ) : (
        <Form
          action={recordStepsAction}
          hidden={{ inquiry: slug, kind: move.verb }}
          submit={title}
          cancelHref={back}
          labels={{ ...stepLabels, items: 'Items' }}
        >
          <Checks
            name="items"
            label="Items"
            required
            options={lines.map(({ ref, title: what, place, holder }) => ({
              value: ref,
              label: `${ref} ${what}`,
              hint: [holder, place].filter(Boolean).join(', '),
            }))}
            defaultValue={given.receipt ? lines.map(({ ref }) => ref) : []}
          />
          <WhenFields first={first} today={now} />
          <Field name="by" label={stepLabels.by} width="m" defaultValue={me} maxLength={120} />
          {[...move.needs, ...move.takes].map((name) =>
            name === 'note' ? (
              <TextArea key={name} name={name} label={stepLabels[name]} rows={2} />
            ) : (
              <Field key={name} name={name} label={stepLabels[name]} width="m" required={move.needs.includes(name)} />
            ),
          )}
        </Form>
      )}
    </>
  )
}

import { assignAction, extendAction, setBlockerAction, takeRungAction } from '@/lib/requests/actions'
import type { RequestRecord } from '@/lib/requests/queries'
import { blockers, rungOrder, rungs } from '@/lib/requests/schema'
import { formatDay } from '@/lib/time'
import { DateField, Field, Form, Select, TextArea } from '@/lib/ui/form'
import { optionsOf, recordPath } from '@/lib/words'

type RecordFormProps = {
  slug: string
  request: RequestRecord
  owners: { email: string; name: string }[]
  today: string
}

const common = ({ slug, request }: RecordFormProps) => ({
  hidden: { inquiry: slug, request: request.ref, version: request.version },
  cancelHref: recordPath(slug, 'request', request.ref),
})

/** More time for the addressee. */
export function ExtendForm(props: RecordFormProps) {
  return (
    <Form action={extendAction} submit="Record the extension" {...common(props)}>
      <DateField
        name="dueOn"
        label="New due date"
        hint={`Later than ${props.request.dueOn ? `${formatDay(props.request.dueOn, { year: 'always' })}, when it is due now` : 'the present one'}. The first due date stays visible.`}
        required
        min={props.request.dueOn ?? undefined}
      />
      <Field
        name="askedBy"
        label="Asked by"
        hint="The office or official by title."
        required
        defaultValue={props.request.addressee.name}
      />
      <Field name="grantedBy" label="Granted by" hint="For the committee: the chair, the staff director …" required />
      <TextArea name="reason" label="Reason" required rows={3} />
      <DateField name="happenedOn" label="Granted on" hint="Left empty: today." max={props.today} />
    </Form>
  )
}

/** Who holds the request up now. */
export function BlockerForm(props: RecordFormProps) {
  return (
    <Form
      action={setBlockerAction}
      submit="Record who holds it up"
      {...common(props)}
      labels={{ blocker: 'Held up by' }}
    >
      <Select
        name="blocker"
        label="Held up by"
        required
        empty="Choose who"
        options={optionsOf(blockers)}
        defaultValue={props.request.blocker}
      />
      <DateField name="since" label="Since" required defaultValue={props.today} max={props.today} />
      <Field name="note" label="Note" hint="Which department, which review." defaultValue={props.request.blockerNote} />
    </Form>
  )
}

/** A rung of the ladder that no letter brings. */
export function RungForm(props: RecordFormProps) {
  return (
    <Form action={takeRungAction} submit="Record the rung" {...common(props)}>
      <Select
        name="rung"
        label="Rung"
        hint="Letters bring theirs by themselves. Rungs passed over are named as such."
        required
        empty="Choose a rung"
        options={rungOrder.map((rung) => ({ value: rung, label: rungs[rung] }))}
      />
      <DateField name="takenOn" label="Taken on" required defaultValue={props.today} max={props.today} />
      <TextArea name="note" label="What happened" hint="In a few words; it stands under the rung." rows={2} required />
    </Form>
  )
}

/** Whose request it is. */
export function OwnerForm(props: RecordFormProps) {
  return (
    <Form action={assignAction} submit="Change the owner" {...common(props)}>
      <Select
        name="owner"
        label="Owner"
        hint="Who follows it up; it shows in their work."
        required
        options={props.owners.map(({ email, name }) => ({ value: email, label: name }))}
        defaultValue={props.request.owner?.email}
      />
    </Form>
  )
}

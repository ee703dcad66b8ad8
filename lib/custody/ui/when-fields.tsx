import { stepLabels } from '@/lib/custody/schema'
import { DateField, Field, Group, Row } from '@/lib/ui/form'

type WhenFieldsProps = {
  /** The days between which it can have happened */
  first: string
  today: string
  day?: string
  time?: string
  hint?: string
}

/** When a step happened. A day without a time stays a day; nobody makes up a clock time. */
export function WhenFields({
  first,
  today,
  day,
  time,
  hint = 'Left empty: now. A day without a time says that only the day is known.',
}: WhenFieldsProps) {
  return (
    <Group legend="When it happened" hint={hint}>
      <Row>
        <DateField name="happenedOn" label={stepLabels.happenedOn} min={first} max={today} defaultValue={day} />
        <Field name="happenedTime" label={stepLabels.happenedTime} type="time" width="s" defaultValue={time} />
      </Row>
    </Group>
  )
}

import type { InquiryOfActor } from '@/lib/people/actor'
import { editProductionAction, logProductionAction } from '@/lib/productions/actions'
import { certifications, type ProductionRecord, productionLabels, productionMedia } from '@/lib/productions/schema'
import { today } from '@/lib/time'
import { DateField, Field, Form, Group, Radios, Row, Select, TextArea } from '@/lib/ui/form'
import { optionsOf, recordPath } from '@/lib/words'

type ProductionFormProps = {
  inquiry: InquiryOfActor
  offices: { ref: string; name: string }[]
  /** The delivery to correct */
  production?: ProductionRecord
  /** What follows from the request that it is logged against */
  chosen?: { request: string; fromOffice: string }
}

const numbers = 'Numbers with commas between them, such as R-12, R-14.'

/** Logs a delivery, or corrects what was logged of it. */
export function ProductionForm({ inquiry, offices, production, chosen }: ProductionFormProps) {
  const { slug, timeZone: zone } = inquiry
  return (
    <Form
      action={production ? editProductionAction : logProductionAction}
      hidden={{ inquiry: slug, ...(production && { production: production.ref, version: production.version }) }}
      submit={production ? 'Save the delivery' : 'Log the delivery'}
      cancelHref={production ? recordPath(slug, 'production', production.ref) : `/inquiries/${slug}/productions`}
      labels={{ ...productionLabels }}
    >
      <Select
        name="fromOffice"
        label={productionLabels.fromOffice}
        required
        empty="Choose an office"
        options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
        defaultValue={production?.from.ref ?? chosen?.fromOffice}
      />
      <DateField
        name="receivedOn"
        label={productionLabels.receivedOn}
        required
        max={today(zone)}
        defaultValue={production?.receivedOn}
      />
      <Radios
        name="medium"
        label={productionLabels.medium}
        required
        inline
        options={optionsOf(productionMedia)}
        defaultValue={production?.medium}
      />
      {production ? (
        <Field
          name="requests"
          label={productionLabels.requests}
          hint={`${numbers} What has come on each is recorded on the request itself.`}
          width="m"
          required
          defaultValue={production.requests.map(({ ref }) => ref).join(', ')}
        />
      ) : (
        <Group
          legend="Which requests it answers"
          hint={`${numbers} Those in the first two fields are moved in the same step. A reviewer judges later whether that is so.`}
        >
          <Field name="all" label={productionLabels.all} hint="The producer calls it complete." width="m" />
          <Field
            name="part"
            label={productionLabels.part}
            hint="More is to come."
            width="m"
            defaultValue={chosen?.request}
          />
          <Field name="leave" label={productionLabels.leave} hint="Their status stays as it is." width="m" />
        </Group>
      )}
      <Group legend="What the cover letter says" hint="Leave empty what it does not say.">
        <Field
          name="volume"
          label={productionLabels.volume}
          hint="The label of the volume, such as FER-002."
          width="s"
          maxLength={100}
          defaultValue={production?.volume}
        />
        <Row>
          <Field
            name="batesFrom"
            label={productionLabels.batesFrom}
            maxLength={60}
            defaultValue={production?.batesFrom}
          />
          <Field name="batesTo" label={productionLabels.batesTo} maxLength={60} defaultValue={production?.batesTo} />
        </Row>
        <TextArea
          name="coverLetter"
          label={productionLabels.coverLetter}
          hint="What it says of this delivery, and where the letter is kept."
          record
          defaultValue={production?.coverLetter}
        />
        <Radios
          name="certification"
          label={productionLabels.certification}
          hint="Whether the producer certifies that this is all it has."
          required
          options={optionsOf(certifications)}
          defaultValue={production?.certification ?? 'not_stated'}
        />
        <Field
          name="certifiedBy"
          label={productionLabels.certifiedBy}
          hint="The official, by title."
          width="m"
          defaultValue={production?.certifiedBy}
        />
      </Group>
      <TextArea
        name="note"
        label={productionLabels.note}
        hint="Anything else about it, such as damage to a seal."
        rows={3}
        defaultValue={production?.note}
      />
    </Form>
  )
}

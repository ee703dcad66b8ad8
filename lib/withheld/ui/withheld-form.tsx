import type { InquiryOfActor } from '@/lib/people/actor'
import { today } from '@/lib/time'
import { DateField, Field, Form, Group, Radios, Row, Select, TextArea } from '@/lib/ui/form'
import { editWithheldAction, logWithheldAction } from '@/lib/withheld/actions'
import { bases, entryLabels, extents, type WithheldRecord } from '@/lib/withheld/schema'
import { optionsOf, recordPath } from '@/lib/words'

type WithheldFormProps = {
  inquiry: InquiryOfActor
  offices: { ref: string; name: string }[]
  /** The entry to edit */
  entry?: WithheldRecord
  /** What follows from the request or the delivery that it is logged against, and the page to go back to */
  chosen?: { requests?: string; office: string; production?: string; back: string }
}

/** Logs an entry of a privilege log, or edits one that nobody has ruled on yet. */
export function WithheldForm({ inquiry, offices, entry, chosen }: WithheldFormProps) {
  const { slug, timeZone: zone } = inquiry
  const requests = entry?.requests.map(({ ref }) => ref).join(', ') ?? chosen?.requests
  const back = entry ? recordPath(slug, 'withheld', entry.ref) : (chosen?.back ?? `/inquiries/${slug}/withheld`)
  return (
    <Form
      action={entry ? editWithheldAction : logWithheldAction}
      hidden={{ inquiry: slug, ...(entry && { withheld: entry.ref, version: entry.version }) }}
      submit={entry ? 'Save the entry' : 'Log the entry'}
      cancelHref={back}
      labels={{ ...entryLabels }}
    >
      <Field
        name="requests"
        label={entryLabels.requests}
        hint="One or more numbers, with commas between them, such as R-12, R-14. Only requests that were issued."
        width="m"
        required
        defaultValue={requests}
      />
      <TextArea
        name="what"
        label={entryLabels.what}
        hint="What it is and what it is about, as the privilege log has it, in unclassified words. Never what it says."
        required
        rows={3}
        record
        maxLength={2_000}
        defaultValue={entry?.what}
      />
      <Group legend="The claim">
        <Row>
          <Select
            name="office"
            label={entryLabels.office}
            hint="The office that makes the claim."
            required
            empty="Choose an office"
            options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
            defaultValue={entry?.office.ref ?? chosen?.office}
          />
          <Field
            name="assertedBy"
            label={entryLabels.assertedBy}
            hint="As in General counsel. Where the log says who."
            maxLength={200}
            defaultValue={entry?.assertedBy}
          />
        </Row>
        <DateField
          name="assertedOn"
          label={entryLabels.assertedOn}
          hint="The date of the privilege log, or of the letter that makes the claim."
          required
          max={today(zone)}
          defaultValue={entry?.assertedOn}
        />
        <Radios
          name="extent"
          label={entryLabels.extent}
          required
          inline
          options={optionsOf(extents)}
          defaultValue={entry?.extent}
        />
        <Select
          name="basis"
          label={entryLabels.basis}
          hint="What kind of claim it is. Of several, the one that its producer puts first."
          required
          empty="Choose a basis"
          width="m"
          options={optionsOf(bases)}
          defaultValue={entry?.basis}
        />
        <TextArea
          name="basisWords"
          label={entryLabels.basisWords}
          hint="Word for word, with every basis that is claimed."
          rows={2}
          record
          maxLength={2_000}
          defaultValue={entry?.basisWords}
        />
      </Group>
      <Field
        name="production"
        label={entryLabels.production}
        hint="The number of the delivery that the privilege log came with, such as P-3, if it came with one."
        width="s"
        defaultValue={entry?.production ?? chosen?.production}
      />
      <Group legend="The document" hint="As far as the log tells. Leave empty what it does not say.">
        <Row>
          <Field
            name="controlNumber"
            label={entryLabels.controlNumber}
            hint="Its number in the log. Each is logged once for an office."
            maxLength={100}
            defaultValue={entry?.controlNumber}
          />
          <Field
            name="documentType"
            label={entryLabels.documentType}
            hint="As in e-mail, memorandum."
            maxLength={100}
            defaultValue={entry?.documentType}
          />
        </Row>
        <Row>
          <DateField name="datedOn" label={entryLabels.datedOn} max={today(zone)} defaultValue={entry?.datedOn} />
          <Field
            name="pages"
            label={entryLabels.pages}
            width="s"
            inputMode="numeric"
            maxLength={7}
            defaultValue={entry?.pages}
          />
        </Row>
        <Field name="author" label={entryLabels.author} maxLength={500} defaultValue={entry?.author} />
        <TextArea
          name="addressees"
          label={entryLabels.addressees}
          rows={2}
          maxLength={2_000}
          defaultValue={entry?.addressees}
        />
        <Field name="custodian" label={entryLabels.custodian} maxLength={300} defaultValue={entry?.custodian} />
      </Group>
    </Form>
  )
}

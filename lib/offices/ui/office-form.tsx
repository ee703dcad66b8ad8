import { addOfficeAction, editOfficeAction } from '@/lib/offices/actions'
import type { OfficeRecord } from '@/lib/offices/schema'
import { allBelow } from '@/lib/offices/ui/chain'
import { Field, Form, Select, TextArea } from '@/lib/ui/form'
import { recordPath } from '@/lib/words'

type OfficeFormProps = {
  slug: string
  office?: OfficeRecord
  /** All offices of the inquiry, from which the one above is chosen */
  offices: OfficeRecord[]
}

/** Adds an office, or edits the one given. */
export function OfficeForm({ slug, office, offices }: OfficeFormProps) {
  const belowIt = office ? allBelow(offices, office.ref).add(office.ref) : new Set<string>()
  return (
    <Form
      action={office ? editOfficeAction : addOfficeAction}
      hidden={{ inquiry: slug, ...(office && { office: office.ref, version: office.version }) }}
      submit={office ? 'Save the office' : 'Add the office'}
      cancelHref={office ? recordPath(slug, 'office', office.ref) : `/inquiries/${slug}/offices`}
      labels={{ name: 'Name', contact: 'Contact', above: 'Office above it' }}
    >
      <Field
        name="name"
        label="Name"
        hint="The office, or the official by title, as in “Office of the Secretary of Defense”. Never a person’s name."
        required
        defaultValue={office?.name}
      />
      <TextArea
        name="contact"
        label="Contact"
        hint="Where letters go and whom staff call: address, desk, telephone."
        rows={3}
        defaultValue={office?.contact}
      />
      <Select
        name="above"
        label="Office above it"
        hint="The next office up in the chain of command."
        empty="None: it stands at the top"
        options={offices.filter(({ ref }) => !belowIt.has(ref)).map(({ ref, name }) => ({ value: ref, label: name }))}
        defaultValue={office?.above?.ref}
      />
    </Form>
  )
}

import { changeInquiryAction, createInquiryAction } from '@/lib/inquiries/actions'
import type { InquiryRecord } from '@/lib/inquiries/schema'
import { chambers, zones } from '@/lib/inquiries/schema'
import { HOME_ZONE } from '@/lib/time'
import { DateField, Field, Form, Radios, Select } from '@/lib/ui/form'
import { optionsOf } from '@/lib/words'

/** Opens an inquiry (`opensOn`: the day to offer), or changes the particulars of the one given. */
export function InquiryForm({ inquiry, opensOn }: { inquiry?: InquiryRecord; opensOn?: string }) {
  const zone = inquiry?.timeZone ?? HOME_ZONE
  return (
    <Form
      action={inquiry ? changeInquiryAction : createInquiryAction}
      hidden={inquiry && { inquiry: inquiry.slug, version: inquiry.version }}
      submit={inquiry ? 'Save the particulars' : 'Open the inquiry'}
      quiet={Boolean(inquiry)}
      cancelHref={inquiry ? undefined : '/inquiries'}
    >
      <Field
        name="name"
        label="Name"
        hint="What the inquiry is called, in a few words."
        defaultValue={inquiry?.name}
        required
      />
      {!inquiry && (
        <Field
          name="slug"
          label="Name in addresses"
          hint="Small letters, digits and hyphens. Left empty, it is made of the name. It cannot be changed later."
          width="m"
        />
      )}
      <Field name="committee" label="Committee" defaultValue={inquiry?.committee} required />
      <Radios
        name="chamber"
        label="Chamber"
        options={optionsOf(chambers)}
        defaultValue={inquiry?.chamber}
        inline
        required
      />
      <Select
        name="timeZone"
        label="Time zone"
        hint="Its days and hours are shown in this zone."
        options={optionsOf(Object.hasOwn(zones, zone) ? zones : { [zone]: zone, ...zones })}
        defaultValue={zone}
        width="m"
        required
      />
      <DateField name="openedOn" label="Opened on" defaultValue={inquiry?.openedOn ?? opensOn} required />
      {inquiry && (
        <Field
          name="notice"
          label="Notice"
          hint="Stands at the foot of every page of the inquiry. May be empty."
          defaultValue={inquiry.notice}
        />
      )}
    </Form>
  )
}

import type { InquiryOfActor } from '@/lib/people/actor'
import { formatDay, formatMoment, today } from '@/lib/time'
import { DateField, Field, FileField, Form, Row, Select } from '@/lib/ui/form'
import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import { bringLogAction } from '@/lib/withheld/actions'
import { broughtLabels, LARGEST_LOG } from '@/lib/withheld/log-fields'
import type { BroughtLog } from '@/lib/withheld/logs'

type BringLogProps = {
  inquiry: InquiryOfActor
  offices: { ref: string; name: string }[]
  /** What follows from the delivery that it came with */
  chosen: { requests: string; office: string; production: string } | null
  back: string
}

/** Brings a privilege log as a file: whose it is, of which day, and which requests its entries would answer. */
export function BringLogForm({ inquiry, offices, chosen, back }: BringLogProps) {
  return (
    <Form
      action={bringLogAction}
      hidden={{ inquiry: inquiry.slug }}
      submit="Look at the log"
      working="Reading"
      cancelHref={back}
      labels={{ ...broughtLabels }}
    >
      <FileField
        name="log"
        label={broughtLabels.log}
        hint="CSV, DAT or an Excel workbook (XLSX), with one entry in each row. Nothing is logged before you have seen how it is read."
        accept=".csv,.dat,.txt,.tsv,.xlsx"
        required
        max={LARGEST_LOG}
      />
      <Row>
        <Select
          name="office"
          label={broughtLabels.office}
          hint="Whose log it is."
          required
          empty="Choose an office"
          options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
          defaultValue={chosen?.office}
        />
        <DateField
          name="assertedOn"
          label={broughtLabels.assertedOn}
          hint="The date of the log."
          required
          max={today(inquiry.timeZone)}
        />
      </Row>
      <Field
        name="requests"
        label={broughtLabels.requests}
        hint="One or more numbers, such as R-12, R-14, for all entries of which the log itself names none. Only requests that were issued."
        width="m"
        required
        defaultValue={chosen?.requests}
      />
      <Field
        name="production"
        label={broughtLabels.production}
        hint="The number of the delivery that the log came with, such as P-3, if it came with one."
        width="s"
        defaultValue={chosen?.production}
      />
    </Form>
  )
}

/** Logs that were brought and are not imported yet; nothing where there are none. */
export function BroughtLogs({ inquiry, logs }: { inquiry: InquiryOfActor; logs: BroughtLog[] }) {
  if (logs.length === 0) return null
  const { slug, timeZone: zone } = inquiry
  return (
    <Section title="Brought, and not imported yet">
      <DataTable
        caption="Privilege logs that wait to be imported"
        columns={[
          { label: 'Log', long: true },
          { label: 'Asserted by', long: true },
          { label: 'Asserted on' },
          { label: 'Brought' },
          { label: 'By' },
        ]}
        rows={logs.map((log) => ({
          key: log.id,
          cells: [
            <a key="log" href={`/inquiries/${slug}/withheld/import/${log.id}`}>
              {log.name}
            </a>,
            log.office.name,
            formatDay(log.assertedOn),
            log.jobId ? (
              <a key="job" href={`/inquiries/${slug}/jobs/${log.jobId}`}>
                Being imported
              </a>
            ) : (
              formatMoment(new Date(log.broughtAt), zone)
            ),
            log.broughtBy,
          ],
        }))}
      />
    </Section>
  )
}

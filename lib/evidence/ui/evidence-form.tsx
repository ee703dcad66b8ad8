import { editEvidenceAction, logEvidenceAction } from '@/lib/evidence/actions'
import { entryLabels } from '@/lib/evidence/labels'
import type { EvidenceRecord } from '@/lib/evidence/schema'
import { type AnsweredRequest, RequestsAnswered } from '@/lib/evidence/ui/requests-answered'
import type { AccessMode, Handling, Kind } from '@/lib/generated/prisma/enums'
import type { InquiryOfActor } from '@/lib/people/actor'
import type { Answerable } from '@/lib/requests/queries'
import { requestStatuses } from '@/lib/requests/status'
import { today, wallTime } from '@/lib/time'
import { DateField, Field, Form, Group, Radios, Row, Select, TextArea } from '@/lib/ui/form'
import { accessModes, handlings, kindOrder, kinds, optionsOf, recordPath } from '@/lib/words'
import { statusWords } from '@/lib/workflow'

type EvidenceFormProps = {
  inquiry: InquiryOfActor
  offices: { ref: string; name: string }[]
  /** The entry to edit */
  item?: EvidenceRecord
  /** What it was made from, where a clip, a redacted copy or a transcript is logged */
  parent?: EvidenceRecord
  /** What follows from the request that it is logged against, or the delivery that it came with */
  chosen?: { requests: string; kind?: Kind; fromOffice: string; handling?: Handling; production?: string } | undefined
  /** The requests named so far, with what may be recorded on each in the same step */
  answers?: Answerable[]
}

const numbersHint = 'One or more numbers, with commas between them, such as R-12, R-14. Only requests that were issued.'

const meanings = {
  part: { label: 'Part has come', hint: 'More is to come.' },
  all: { label: 'All has come', hint: 'The producer calls it complete. A reviewer judges later whether that is so.' },
} as const

/** What the table allows on a request, as choices; where it allows less, the reason. */
function asAnswered({ ref, title, status, means }: Answerable): AnsweredRequest {
  const open = (['part', 'all'] as const).filter((value) => means[value].allowed)
  const shut = open.length === 0 && !means.all.allowed ? means.all.why : null
  return {
    ...{ ref, title, why: shut, status: statusWords(requestStatuses, status) },
    choices: open.map((value) => ({ value, ...meanings[value] })),
  }
}

const accessHints: Record<AccessMode, string> = {
  delivered_copy: 'A copy stays with the committee.',
  in_camera: 'Shown to members or staff behind closed doors; no copy stays.',
  reading_room: 'Read in a room of its producer; no copy stays.',
  read_and_return: 'Lent, read and given back; no copy stays.',
  shown_only: 'Shown; no copy stays.',
  oral_only: 'Told; there is nothing to look at.',
}

/** Logs what came, or edits an entry that nobody has taken up for review yet. */
export function EvidenceForm({ inquiry, offices, item, parent, chosen, answers = [] }: EvidenceFormProps) {
  const { slug, timeZone: zone } = inquiry
  const local = (moment: string | null | undefined) => (moment ? wallTime(new Date(moment), zone) : undefined)
  const known = item ?? parent
  const requests = (known?.requests ?? answers).map(({ ref }) => ref).join(', ') || chosen?.requests
  const back = known
    ? recordPath(slug, 'evidence', known.ref)
    : chosen?.production
      ? recordPath(slug, 'production', chosen.production)
      : chosen
        ? recordPath(slug, 'request', chosen.requests)
        : `/inquiries/${slug}/evidence`
  return (
    <Form
      action={item ? editEvidenceAction : logEvidenceAction}
      hidden={{ inquiry: slug, ...(item && { evidence: item.ref, version: item.version }), parent: parent?.ref }}
      submit={item ? 'Save the entry' : 'Log the item'}
      cancelHref={back}
      labels={{ ...entryLabels }}
    >
      {known ? (
        <Field
          name="requests"
          label={entryLabels.requests}
          hint={numbersHint}
          width="m"
          required
          defaultValue={requests}
        />
      ) : (
        <RequestsAnswered
          label={entryLabels.requests}
          hint={numbersHint}
          requests={requests}
          known={answers.map(asAnswered)}
        />
      )}
      <Field
        name="title"
        label={entryLabels.title}
        hint="What came, in a few unclassified words."
        required
        maxLength={200}
        defaultValue={item?.title}
      />
      {parent && (
        <Field
          name="derivation"
          label={entryLabels.derivation}
          hint={`From ${parent.ref}, by whom and with what: a clip of the first two minutes, cut by committee staff.`}
          required
          maxLength={300}
        />
      )}
      <TextArea
        name="description"
        label={entryLabels.description}
        hint="What it consists of: parts, pages, length, labels. Of marked material never what it says."
        defaultValue={item?.description}
      />
      <Radios
        name="kind"
        label={entryLabels.kind}
        required
        inline
        options={kindOrder.map((kind) => ({ value: kind, label: kinds[kind] }))}
        defaultValue={known?.kind ?? chosen?.kind}
      />
      <Radios
        name="accessMode"
        label={entryLabels.accessMode}
        hint="What was only shown or told never satisfies a request for a delivered copy."
        required
        options={(Object.keys(accessModes) as AccessMode[]).map((mode) => ({
          value: mode,
          label: accessModes[mode],
          hint: accessHints[mode],
        }))}
        defaultValue={item?.accessMode}
      />
      <Group legend="Where it came from, and where it is">
        <Select
          name="fromOffice"
          label={entryLabels.fromOffice}
          required
          empty="Choose an office"
          options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
          defaultValue={known?.from.ref ?? chosen?.fromOffice}
        />
        <DateField
          name="receivedOn"
          label={entryLabels.receivedOn}
          required
          max={today(zone)}
          defaultValue={item?.receivedOn}
        />
        <Select
          name="handling"
          label={entryLabels.handling}
          hint="The marking that the material carries. From confidential up this is a register entry only, under its control number."
          required
          empty="Choose a handling"
          width="m"
          options={optionsOf(handlings)}
          defaultValue={known?.handling ?? chosen?.handling}
        />
        <Field
          name="heldAt"
          label={entryLabels.heldAt}
          hint="A room, a safe, the producer’s own premises. Material marked confidential or above is held outside this system, always."
          required
          defaultValue={item?.heldAt}
        />
        <Row>
          <Field
            name="controlNumber"
            label={entryLabels.controlNumber}
            hint="Needed from confidential up."
            defaultValue={item?.controlNumber}
          />
          <Field name="copyNo" label={entryLabels.copyNo} hint="As in 2 of 4." defaultValue={item?.copyNo} />
        </Row>
        <Field
          name="maySee"
          label={entryLabels.maySee}
          hint="From confidential up: the members and staff to whom it is open where it is held, by role or name."
          maxLength={500}
          defaultValue={item?.maySee}
        />
      </Group>
      <Group
        legend="How its producer counts it"
        hint="Leave empty what it does not say. A load file fills these in by itself: bring it in on the delivery's page."
      >
        <Field
          name="production"
          label={entryLabels.production}
          hint="The number of the delivery, as in P-3."
          width="s"
          defaultValue={item?.production?.ref ?? chosen?.production}
        />
        <Row>
          <Field name="batesFrom" label={entryLabels.batesFrom} maxLength={60} defaultValue={item?.batesFrom} />
          <Field name="batesTo" label={entryLabels.batesTo} maxLength={60} defaultValue={item?.batesTo} />
        </Row>
        <Row>
          <Field
            name="custodian"
            label={entryLabels.custodian}
            hint="From whose files it came, by office or title."
            defaultValue={item?.custodian}
          />
          <Field name="author" label={entryLabels.author} defaultValue={item?.author} />
        </Row>
      </Group>
      <Group
        legend="When what it shows happened"
        hint="Not the day on which it came. Leave empty what is not known. Clock times are meant in the inquiry’s time zone."
      >
        <Field
          name="happened"
          label="In words"
          hint="Where no clock time is known: the night of the first strike."
          defaultValue={item?.happened}
        />
        <Row>
          <Field
            name="happenedFrom"
            label={entryLabels.happenedFrom}
            type="datetime-local"
            defaultValue={local(item?.happenedFrom)}
          />
          <Field
            name="happenedTo"
            label={entryLabels.happenedTo}
            type="datetime-local"
            defaultValue={local(item?.happenedTo)}
          />
        </Row>
      </Group>
    </Form>
  )
}

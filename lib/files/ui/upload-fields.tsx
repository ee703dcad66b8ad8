'use client'

import { useId } from 'react'
import { entryLabels } from '@/lib/evidence/labels'
import { uploadLabels } from '@/lib/files/labels'
import type { Handling, Kind } from '@/lib/generated/prisma/enums'
import { DateField, Field, Radios, Row, Select, TextArea } from '@/lib/ui/form'
import { handlings, kindOrder, kinds, optionsOf, registerOnly } from '@/lib/words'

/** What follows from the request or the delivery that the page was opened for. */
export type Chosen = {
  requests?: string
  kind?: Kind
  fromOffice?: string
  handling?: Handling
  production?: string
  receivedOn?: string
}

/** What the fields are called where a refusal names them. */
export const sharedLabels: Record<string, string> = { ...entryLabels, ...uploadLabels }

const storable = Object.fromEntries(
  Object.entries(handlings).filter(([handling]) => !registerOnly(handling as Handling)),
)

type SharedFieldsProps = {
  target: { ref: string; corrects: boolean } | null
  offices: { ref: string; name: string }[]
  chosen: Chosen
  today: string
  /** A list of hashes was typed or pasted */
  onHashes: (list: string) => void
}

/** What all files that are sent together share: the entry that each gets, or what a corrected copy changes. */
export function SharedFields({ target, offices, chosen, today, onHashes }: SharedFieldsProps) {
  const list = useId()
  if (target) {
    return target.corrects ? (
      <>
        <TextArea
          name="changed"
          label={uploadLabels.changed}
          hint="What is different in the corrected copy, and who says so. It stands in the history with your name."
          required
        />
        <DateField
          name="receivedOn"
          label={uploadLabels.receivedOn}
          hint="The day on which the corrected copy came. Left empty: as before."
          max={today}
        />
      </>
    ) : null
  }
  return (
    <>
      <Field
        name="requests"
        label={entryLabels.requests}
        hint="One or more numbers, with commas between them, such as R-12, R-14. Only requests that were issued. None is moved by it: record on its page whether part or all of it has come."
        width="m"
        required
        defaultValue={chosen.requests}
      />
      <Row>
        <Select
          name="fromOffice"
          label={entryLabels.fromOffice}
          required
          empty="Choose an office"
          options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
          defaultValue={chosen.fromOffice}
        />
        <DateField
          name="receivedOn"
          label={entryLabels.receivedOn}
          required
          max={today}
          defaultValue={chosen.receivedOn}
        />
      </Row>
      <Radios
        name="kind"
        label={entryLabels.kind}
        required
        inline
        options={kindOrder.map((kind) => ({ value: kind, label: kinds[kind] }))}
        defaultValue={chosen.kind}
      />
      <Radios
        name="handling"
        label={entryLabels.handling}
        hint="Nothing that is marked confidential or above is ever uploaded: log it as a register entry, without a file."
        required
        inline
        options={optionsOf(storable)}
        defaultValue={chosen.handling && registerOnly(chosen.handling) ? undefined : chosen.handling}
      />
      <Field
        name="production"
        label={entryLabels.production}
        hint="The number of the delivery, as in P-3, if they came with one."
        width="s"
        defaultValue={chosen.production}
      />
      <details className="add">
        <summary>The producer gave a list of hashes</summary>
        <div className="field">
          <label htmlFor={list}>The producer’s list</label>
          <p className="hint" id={`${list}-hint`}>
            One line for each file, as sha256sum or md5sum write it. Each file that is named in it gets its hash; one
            that differs when it has come is set aside.
          </p>
          <textarea
            id={list}
            name="hashes"
            className="mono"
            rows={4}
            spellCheck={false}
            aria-describedby={`${list}-hint`}
            onChange={(event) => onHashes(event.currentTarget.value)}
          />
        </div>
      </details>
    </>
  )
}

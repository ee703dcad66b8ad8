'use client'

import { useContext } from 'react'
import { makeTokenAction } from '@/lib/people/actions'
import { Field, Form, Select } from '@/lib/ui/form'
import { FormContext } from '@/lib/ui/form/context'

const terms = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
]

/** Makes a token, and shows it the one time that it can be shown. */
export function TokenForm() {
  return (
    <Form action={makeTokenAction} submit="Make a token" working="Making it" quiet repeats>
      <NewToken />
      <Field
        name="name"
        label="What will use it"
        hint="Such as: weekly export to the committee's archive."
        width="m"
        required
      />
      <Select name="days" label="Runs out after" options={terms} defaultValue="90" width="s" />
      <PresentPassword />
    </Form>
  )
}

/** Emptied once a token was made: whoever comes to a screen that was left open cannot make another. */
function PresentPassword() {
  return (
    <Field
      key={useContext(FormContext).state?.shown?.token}
      name="current"
      label="Present password"
      hint="A token outlives this session, so it is asked for once more."
      type="password"
      autoComplete="current-password"
      width="m"
      required
    />
  )
}

function NewToken() {
  const token = useContext(FormContext).state?.shown?.token
  if (!token) return null
  return (
    <div className="said said-done" role="status">
      <p>
        <b>This is the new token. Copy it now: it is not shown again.</b>
      </p>
      <p className="mono gap-8">{token}</p>
    </div>
  )
}

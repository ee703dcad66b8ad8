'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Field } from '@/lib/ui/form'
import { useField } from '@/lib/ui/form/context'
import { describedBy, FieldError, Hint } from '@/lib/ui/form/frame'

/** A request that the item answers: where it stands, what can be recorded on it in the same step, and why not more. */
export type AnsweredRequest = {
  ref: string
  title: string
  status: string
  choices: { value: 'part' | 'all'; label: string; hint: string }[]
  why: string | null
}

type RequestsAnsweredProps = { label: string; hint: string; requests: string | undefined; known: AnsweredRequest[] }

/**
 * The requests that an item answers, and what it means for each. Numbers that are typed go into the address, so that the page can say what each of
 * them allows; without scripts those that the page was opened with have their choices, and the others are left as they stand.
 */
export function RequestsAnswered({ label, hint, requests, known }: RequestsAnsweredProps) {
  const router = useRouter()
  const [asked, setAsked] = useState(requests ?? '')
  const look = (text: string) => {
    if (text === asked) return
    setAsked(text)
    const here = new URL(window.location.href)
    here.searchParams.set('answers', text)
    router.replace(`${here.pathname}${here.search}`, { scroll: false })
  }
  return (
    <>
      <Field name="requests" label={label} hint={hint} width="m" required defaultValue={requests} onLeave={look} />
      {known.map((request, i) => (
        <Meaning key={request.ref} request={request} first={i === 0} />
      ))}
    </>
  )
}

function Meaning({ request, first }: { request: AnsweredRequest; first: boolean }) {
  const all = useField('all')
  const part = useField('part')
  const { ref, choices, why } = request
  const mine = (of: typeof all) => (of.error?.startsWith(`${ref}:`) ? of.error : undefined)
  const error = mine(all) ?? mine(part)
  const chosen = all.typedAll?.includes(ref) ? 'all' : part.typedAll?.includes(ref) ? 'part' : ''
  const id = `${all.id}-${ref}`
  // The links of the error summary lead to the first of each choice that stands on the page.
  const idOf = (value: string) => (first && value ? (value === 'all' ? all.id : part.id) : `${id}-${value}`)
  const options = [
    {
      value: '',
      label: 'Leave it as it is',
      hint: why ?? 'What came is logged; where the request stands is not changed.',
    },
    ...choices,
  ]
  return (
    <fieldset className={error ? 'field bad' : 'field'} aria-describedby={describedBy(id, true, error)}>
      <legend>What it means for {ref}</legend>
      <Hint id={id}>
        {request.title}. It is {request.status} now.
      </Hint>
      <FieldError id={id} error={error} />
      <div className="picks">
        {options.map(({ value, label, hint }) => (
          <div className="pick" key={value}>
            <input
              key={chosen}
              id={idOf(value)}
              type="radio"
              name={`means-${ref}`}
              value={value}
              defaultChecked={chosen === value}
              aria-describedby={`${idOf(value)}-hint`}
            />
            <label htmlFor={idOf(value)}>{label}</label>
            <p className="hint" id={`${idOf(value)}-hint`}>
              {hint}
            </p>
          </div>
        ))}
      </div>
    </fieldset>
  )
}

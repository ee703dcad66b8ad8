'use client'

import { type ReactNode, startTransition, useActionState, useEffect, useId, useRef, useState } from 'react'
import type { FormAction } from '@/lib/form-state'
import { FormContext } from './context'
import { SubmitButton } from './submit'
import { Summary } from './summary'
import { keepingUnsent } from './unsent'

type FormProps = {
  action: FormAction
  /** sent along unseen: ids, the version that was read */
  hidden?: Record<string, string | number | null | undefined>
  /** what the button does, in words */
  submit: string
  /** what it says while it works */
  working?: string
  /** an outlined button, for a form that is not the page's main one */
  quiet?: boolean
  /** it acts as often as it is sent: nothing of it is remembered, as where a password stands in it */
  repeats?: boolean
  cancelHref?: string
  cancel?: string
  /** words for the fields of a conflict whose path does not read well: `{ dueOn: 'Due date' }` */
  labels?: Record<string, string>
  className?: string
  children?: ReactNode
}

/** Of one page: a form that is sent twice from it acts once. Also where the address is not https, which has no randomUUID. */
const mark = () => crypto.getRandomValues(new Uint32Array(4)).join('-')

/**
 * A form around one server action. Without scripts the browser sends it and the page comes back with the same state; with
 * scripts the action is called in place, and because the submit event is taken over, React does not reset what was typed.
 */
export function Form({
  action,
  hidden = {},
  submit,
  working,
  quiet,
  repeats,
  cancelHref,
  cancel,
  labels,
  ...rest
}: FormProps) {
  const [once, renew] = useState(mark)
  // Where the page is drawn on the server, the action itself: only that can be sent without scripts.
  const [state, send, pending] = useActionState(
    typeof window === 'undefined' ? action : keepingUnsent(action, () => renew(mark())),
    null,
  )
  const id = useId()
  const summary = useRef<HTMLDivElement>(null)
  const problem = state?.problem
  useEffect(() => {
    if (problem) summary.current?.focus()
  }, [problem])
  const fixed = problem?.current?.version ? { ...hidden, version: problem.current.version } : hidden

  return (
    <form
      action={send}
      noValidate
      className={rest.className ?? 'form'}
      onSubmit={(event) => {
        event.preventDefault()
        if (pending) return
        const data = new FormData(event.currentTarget)
        startTransition(() => send(data))
      }}
    >
      {problem && <Summary form={id} problem={problem} values={state.values} labels={labels} ref={summary} />}
      {Object.entries(fixed).map(([name, value]) =>
        value === null || value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {/* A page as the server drew it has another mark than the same with scripts; either will do. */}
      {!repeats && <input type="hidden" name="once" value={once} suppressHydrationWarning />}
      {problem?.again && <input type="hidden" name="again" value="on" />}
      <FormContext value={{ id, state }}>{rest.children}</FormContext>
      <div className="form-end">
        <SubmitButton pending={pending} label={submit} working={working} quiet={quiet} />
        {cancelHref && <a href={cancelHref}>{cancel ?? 'Cancel'}</a>}
      </div>
    </form>
  )
}

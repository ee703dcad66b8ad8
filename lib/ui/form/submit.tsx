'use client'

/** The button of a form. The pending word has its room from the start; while it works the button keeps the focus. */
export function SubmitButton({
  pending,
  label,
  working = 'Working',
  quiet,
}: {
  pending: boolean
  label: string
  working?: string
  quiet?: boolean
}) {
  return (
    <>
      <button type="submit" className={quiet ? 'btn' : 'btn btn-main'} aria-disabled={pending || undefined}>
        <span className="swap">
          <span className={pending ? 'off' : undefined}>{label}</span>
          <span className={pending ? undefined : 'off'} aria-hidden={!pending}>
            {working}
          </span>
        </span>
      </button>
      <span role="status" className="vh">
        {pending ? working : ''}
      </span>
    </>
  )
}

'use client'

import { useState } from 'react'
import { bytes } from '@/lib/words'
import { useField } from './context'
import { describedBy, Frame, type Labelled } from './frame'

type FileFieldProps = Labelled & {
  name: string
  /** Endings and media types that the browser offers first, '.csv,.dat' */
  accept?: string
  /** In bytes; more would be cut off on its way, so it is said before anything is sent */
  max: number
}

/** One file, chosen from this machine. What was chosen cannot come back after an error without scripts: browsers do not allow it. */
export function FileField({ name, label, hint, required, accept, max }: FileFieldProps) {
  const { id, error } = useField(name)
  const [tooLarge, setTooLarge] = useState<string>()
  const problem = tooLarge ?? error
  return (
    <Frame id={id} label={label} hint={hint} error={problem} required={required}>
      <input
        id={id}
        name={name}
        type="file"
        accept={accept}
        required={required}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, hint, problem)}
        onChange={({ currentTarget: input }) => {
          const size = input.files?.[0]?.size ?? 0
          setTooLarge(
            size > max ? `It has ${bytes(size)}, and at most ${bytes(max)} fit: send it in parts.` : undefined,
          )
          if (size > max) input.value = ''
        }}
      />
    </Frame>
  )
}

'use client'

import { useId, useState } from 'react'

type FileChooserProps = {
  many: boolean
  onChosen: (files: File[]) => void
}

/** Where files are dropped, and the way to them without a mouse. */
export function FileChooser({ many, onChosen }: FileChooserProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the control in it is the one for everybody
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onChosen([...event.dataTransfer.files])
      }}
    >
      <label htmlFor={id}>{many ? 'Choose files, or drop them here' : 'Choose the file, or drop it here'}</label>
      <p className="hint" id={`${id}-hint`}>
        {many ? 'Up to 20 GiB each, as many as you like.' : 'Up to 20 GiB.'} A file that is broken off goes on where it
        was.
      </p>
      <input
        id={id}
        type="file"
        multiple={many}
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget: input }) => {
          onChosen([...(input.files ?? [])])
          // The list below shows what was chosen, and the same file can be chosen again.
          input.value = ''
        }}
      />
    </div>
  )
}

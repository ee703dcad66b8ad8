'use client'

import { useId } from 'react'
import type { UploadRecord } from '@/lib/files/schema'
import { progressWords } from '@/lib/files/sending'
import { isThat, type UploadQueue } from '@/lib/files/ui/upload-queue'
import { formatMoment } from '@/lib/time'
import { Section } from '@/lib/ui/page'
import { bytes } from '@/lib/words'

/** An upload that was begun, and whether the reader may give it up. */
export type BegunUpload = UploadRecord & { mayGiveUp: boolean }

type BegunProps = {
  zone: string
  uploads: BegunUpload[]
  queue: UploadQueue
  /** The same file was chosen again */
  onChosen: (file: File) => void
  /** It was given up; or, in words, was not, or another file was chosen */
  onGone: (said: string | null) => void
}

/** Uploads that were begun and have not ended: mine go on with the same file, others' are told of. Nothing where there are none. */
export function Begun({ uploads, zone, ...rest }: BegunProps) {
  if (uploads.length === 0) return null
  return (
    <Section id="begun" title="Begun, and not finished" side="kept for seven days after they last moved">
      <ol className="ups">
        {uploads.map((upload) => (
          <BegunLine key={upload.id} upload={upload} zone={zone} {...rest} />
        ))}
      </ol>
    </Section>
  )
}

function BegunLine({ upload, zone, queue, onChosen, onGone }: Omit<BegunProps, 'uploads'> & { upload: BegunUpload }) {
  const id = useId()
  const { name, size, arrived, item, title, corrects, own, by, lastAt, mayGiveUp } = upload
  const what = item ? `${corrects ? 'A corrected copy of' : 'The file of'} ${item}, ${title}` : title
  return (
    <li className="up">
      <p className="up-head">
        <b>{name}</b> <span className="sub">{bytes(size)}</span>
      </p>
      <p className="sub">
        {what}. {own ? 'Yours' : `${by}’s`}; it last moved {formatMoment(new Date(lastAt), zone)}.
      </p>
      <div className="up-far">
        <progress aria-label={`How far ${name} is`} value={arrived} max={size} />
        <p className="sub">{progressWords(arrived, size, 0)} are safe.</p>
      </div>
      {own && (
        <div className="field scripted">
          <label htmlFor={id}>
            Choose the same file again to go on<span className="vh"> with {name}</span>
          </label>
          <input
            id={id}
            type="file"
            onChange={({ currentTarget: input }) => {
              const file = input.files?.[0]
              input.value = ''
              if (!file) return
              if (isThat(upload, file)) onChosen(file)
              else
                onGone(`${file.name}, ${bytes(file.size)}, is another file: choose ${name}, which has ${bytes(size)}.`)
            }}
          />
        </div>
      )}
      {mayGiveUp && (
        <p className="up-acts scripted">
          <button type="button" className="linkish" onClick={async () => onGone(await queue.giveUp(upload.id))}>
            Cancel<span className="vh"> the upload of {name}</span>
          </button>
        </p>
      )}
    </li>
  )
}

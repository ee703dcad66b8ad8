'use client'

import { useEffect, useState } from 'react'
import type { ItemNote } from '@/lib/evidence/schema'
import { NoteForm } from '@/lib/evidence/ui/note-form'
import { NoteText } from '@/lib/evidence/ui/note-text'
import { PLACE_EVENT } from '@/lib/files/ui/player'
import type { Partition } from '@/lib/generated/prisma/enums'
import { timecode } from '@/lib/time'

type PlaceNotesProps = {
  slug: string
  item: string
  revision: number
  notes: ItemNote[]
  /** Whether this person may write, and the partition of their own side, if they have one */
  mayWrite: boolean
  own: Partition
}

/** Notes at times of a recording: each a link that can be quoted, the one that was last passed marked, and a form for another at this very time. */
export function PlaceNotes({ slug, item, revision, notes, mayWrite, own }: PlaceNotesProps) {
  const [ms, setMs] = useState(0)
  useEffect(() => {
    const hear = (event: Event) => setMs((event as CustomEvent<number>).detail)
    window.addEventListener(PLACE_EVENT, hear)
    return () => window.removeEventListener(PLACE_EVENT, hear)
  }, [])
  const passed = notes.filter((note) => note.from <= ms + 20).length - 1
  return (
    <>
      {notes.length === 0 && <p className="sub">No notes yet.</p>}
      <ol className="notes">
        {notes.map((note, i) => (
          <li key={note.id} aria-current={i === passed ? 'true' : undefined}>
            <a className="mono" href={`#t=${note.from / 1_000}`}>
              {timecode(note.from)}
            </a>
            <NoteText note={note} />
          </li>
        ))}
      </ol>
      {mayWrite && (
        <NoteForm
          title="Note at this time"
          slug={slug}
          item={item}
          revision={revision}
          unit="time"
          from={Math.round(ms)}
          own={own}
          submit={`Add the note at ${timecode(ms)}`}
          hint="What is to be seen or heard here; nobody edits it later."
        />
      )}
    </>
  )
}

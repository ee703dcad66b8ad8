import type { ItemNote } from '@/lib/evidence/schema'
import { partitions } from '@/lib/words'

/** What a note says, whose it is, and for which side where it is not everybody's. */
export function NoteText({ note }: { note: ItemNote }) {
  return (
    <span>
      {note.text}
      <span className="sub line">
        {note.by}
        {note.partition !== 'shared' && `, ${partitions[note.partition].toLowerCase()}`}
      </span>
    </span>
  )
}

import { type ItemNote, placeWords } from '@/lib/evidence/schema'
import { NoteForm } from '@/lib/evidence/ui/note-form'
import { NoteText } from '@/lib/evidence/ui/note-text'
import { type Actor, ownPartition } from '@/lib/people/actor'
import { Field, Row } from '@/lib/ui/form'
import { Section } from '@/lib/ui/page'
import { counted } from '@/lib/words'

type LineNotesProps = {
  actor: Actor
  item: string
  revision: number
  /** This page, without its query */
  here: string
  from: number
  to: number | null
  notes: ItemNote[]
  mayWrite: boolean
}

/** Notes at lines of a text, each a link that can be quoted, and the form for another. */
export function LineNotes({ actor, item, revision, here, from, to, notes, mayWrite }: LineNotesProps) {
  return (
    <Section title="Notes at lines" side={counted(notes.length, 'note')}>
      {notes.length === 0 && <p className="sub">No notes yet.</p>}
      <ol className="notes">
        {notes.map((note) => (
          <li key={note.id}>
            <a
              className="mono"
              href={`${here}?revision=${revision}&from=${note.from}${note.to ? `&to=${note.to}` : ''}#line-${note.from}`}
            >
              {placeWords(note)}
            </a>
            <NoteText note={note} />
          </li>
        ))}
      </ol>
      {mayWrite && (
        <NoteForm
          title="Note at a line"
          slug={actor.inquiry.slug}
          item={item}
          revision={revision}
          unit="line"
          own={ownPartition(actor)}
        >
          <Row>
            <Field name="from" label="From line" required defaultValue={String(from)} />
            <Field name="to" label="To line" defaultValue={to === null ? undefined : String(to)} />
          </Row>
        </NoteForm>
      )}
    </Section>
  )
}

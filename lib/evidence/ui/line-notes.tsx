import { noteItemAction } from '@/lib/evidence/actions'
import { type ItemNote, placeWords } from '@/lib/evidence/schema'
import { NoteText } from '@/lib/evidence/ui/note-text'
import { type Actor, ownPartition } from '@/lib/people/actor'
import { Field, Form, NoteFor, Row, TextArea } from '@/lib/ui/form'
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
  const own = ownPartition(actor)
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
        <details className="add">
          <summary>Note at a line</summary>
          <Form
            action={noteItemAction}
            hidden={{ inquiry: actor.inquiry.slug, evidence: item, revision, unit: 'line' }}
            submit="Add the note"
            quiet
          >
            <Row>
              <Field name="from" label="From line" required defaultValue={String(from)} />
              <Field name="to" label="To line" defaultValue={to === null ? undefined : String(to)} />
            </Row>
            <TextArea name="text" label="Note" hint="What stands there; nobody edits it later." rows={3} required />
            <NoteFor own={own} />
          </Form>
        </details>
      )}
    </Section>
  )
}

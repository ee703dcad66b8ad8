import { type ItemNote, placeWords } from '@/lib/evidence/schema'
import { NoteForm } from '@/lib/evidence/ui/note-form'
import { NoteText } from '@/lib/evidence/ui/note-text'
import { type Actor, ownPartition } from '@/lib/people/actor'
import { Field } from '@/lib/ui/form'
import { Section } from '@/lib/ui/page'
import { counted } from '@/lib/words'

type PageNotesProps = { actor: Actor; item: string; revision: number; notes: ItemNote[]; mayWrite: boolean }

/** Notes at pages of a document, each a link that can be quoted, and the form for another. */
export function PageNotes({ actor, item, revision, notes, mayWrite }: PageNotesProps) {
  return (
    <Section title="Notes at a page" side={counted(notes.length, 'note')}>
      {notes.length === 0 && <p className="sub">No notes yet.</p>}
      <ol className="notes">
        {notes.map((note) => (
          <li key={note.id}>
            <a className="mono" href={`#page-${note.from}`}>
              {placeWords(note)}
            </a>
            <NoteText note={note} />
          </li>
        ))}
      </ol>
      {mayWrite && (
        <NoteForm
          title="Note at a page"
          slug={actor.inquiry.slug}
          item={item}
          revision={revision}
          unit="page"
          own={ownPartition(actor)}
        >
          <Field name="from" label="Page" inputMode="numeric" width="s" required defaultValue="1" />
        </NoteForm>
      )}
    </Section>
  )
}

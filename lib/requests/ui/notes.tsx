import type { Actor } from '@/lib/people/actor'
import { ownPartition } from '@/lib/people/actor'
import { addNoteAction } from '@/lib/requests/actions'
import type { RequestRecord } from '@/lib/requests/queries'
import { dayWords, timeIn, today } from '@/lib/time'
import { Form, NoteFor, TextArea } from '@/lib/ui/form'
import { Log } from '@/lib/ui/log'
import { Section } from '@/lib/ui/page'
import { partitions } from '@/lib/words'

/** Working notes on a request, newest first, and the form for another. */
export function Notes({ actor, request, mayWrite }: { actor: Actor; request: RequestRecord; mayWrite: boolean }) {
  const zone = actor.inquiry.timeZone
  const own = ownPartition(actor)
  return (
    <Section title="Notes" side="for the staff; not part of the record">
      {request.notes.length === 0 && <p className="sub">No notes yet.</p>}
      <Log
        entries={request.notes.map((note, i) => ({
          key: i,
          at: note.at,
          day: dayWords(today(zone, new Date(note.at)), today(zone)),
          time: timeIn(new Date(note.at), zone),
          what: (
            <>
              <b>{note.by}</b>: {note.text}
            </>
          ),
          sub: note.partition === 'shared' ? undefined : partitions[note.partition],
        }))}
      />
      {mayWrite && (
        <details className="add">
          <summary>Add a note</summary>
          <Form
            action={addNoteAction}
            hidden={{ inquiry: actor.inquiry.slug, request: request.ref }}
            submit="Add the note"
            quiet
          >
            <TextArea name="text" label="Note" rows={3} required />
            <NoteFor own={own} />
          </Form>
        </details>
      )}
    </Section>
  )
}

import type { ReactNode } from 'react'
import { noteItemAction } from '@/lib/evidence/actions'
import type { ItemNote } from '@/lib/evidence/schema'
import type { Partition } from '@/lib/generated/prisma/enums'
import { Form, NoteFor, TextArea } from '@/lib/ui/form'

type NoteFormProps = {
  /** What is folded away: 'Note at a page' */
  title: string
  slug: string
  item: string
  revision: number
  unit: ItemNote['unit']
  /** The place, where it is not typed */
  from?: number
  /** The partition of the writer's own side, if they have one */
  own: Partition
  submit?: string
  hint?: string
  /** Fields for the place, where it is typed */
  children?: ReactNode
}

/** The form for a note at a place of a file, folded away until it is wanted. */
export function NoteForm({ title, slug, item, revision, unit, from, own, children, ...words }: NoteFormProps) {
  const { submit = 'Add the note', hint = 'What stands there; nobody edits it later.' } = words
  return (
    <details className="add">
      <summary>{title}</summary>
      <Form
        action={noteItemAction}
        hidden={{ inquiry: slug, evidence: item, revision, unit, from }}
        submit={submit}
        quiet
      >
        {children}
        <TextArea name="text" label="Note" hint={hint} rows={3} required />
        <NoteFor own={own} />
      </Form>
    </details>
  )
}

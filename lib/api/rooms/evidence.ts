import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { room } from '@/lib/api/room'
import { editEvidence, logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { listEvidence } from '@/lib/evidence/list'
import { noteItem } from '@/lib/evidence/notes'
import { movesFor } from '@/lib/evidence/policy'
import { getEvidence, notesOn } from '@/lib/evidence/queries'
import { evidenceFilter, evidenceRecord, itemNote } from '@/lib/evidence/schema'
import { evidenceMoves, evidenceStatuses } from '@/lib/evidence/status'
import { formatRef } from '@/lib/fields'
import { filesOf } from '@/lib/files/queries'
import { fileRecord } from '@/lib/files/schema'

const evidence = room({
  of: 'evidence',
  name: 'Evidence',
  one: 'an evidence item',
  tag: 'Evidence',
  record: evidenceRecord,
  load: getEvidence,
})

const example = {
  title: 'Video of the first strike, as shown to members',
  kind: 'video',
  happened: 'The first strike',
  receivedOn: '2026-02-12',
  fromOffice: 'O-1',
  accessMode: 'shown_only',
  handling: 'secret',
  heldAt: 'Secure reading room of the committee',
  controlNumber: 'C-2026-0017',
  copyNo: '1 of 1',
  maySee: 'Members of the committee, and staff whom the chair has named',
  requests: ['R-1'],
}

const files: Operation = {
  id: 'listEvidenceFiles',
  method: 'GET',
  path: '/inquiries/{slug}/evidence/{ref}/files',
  tag: 'Evidence',
  of: 'evidence',
  summary: 'List the files of an item',
  description: 'Those of the newest revision first. What was read from the content stands in "metadata".',
  shows: { File: fileRecord },
  answer: z.object({ files: z.array(fileRecord) }),
  run: async ({ actor, ref }) => ({ value: { files: await filesOf(actor, (await getEvidence(actor, ref)).id) } }),
}

const notes = { path: '/inquiries/{slug}/evidence/{ref}/notes', tag: 'Evidence', of: 'evidence' as const }

const listNotes: Operation = {
  ...notes,
  id: 'listEvidenceNotes',
  method: 'GET',
  summary: 'List the notes at places of an item',
  description:
    'Those on its newest revision, in the order of their places. Times are milliseconds from the beginning; pages and lines count from 1.',
  shows: { ItemNote: itemNote },
  answer: z.object({ notes: z.array(itemNote) }),
  run: async ({ actor, ref }) => {
    const { id, revision } = await getEvidence(actor, ref)
    return { value: { notes: await notesOn(actor, id, revision) } }
  },
}

const note: Operation = {
  ...notes,
  id: 'noteEvidence',
  method: 'POST',
  summary: 'Pin a note to a place of an item',
  description: 'It stays with the revision that is named. A note of one side says so in "partition".',
  body: {
    schema: noteItem.input,
    fromAddress: ['evidence'],
    example: { revision: 1, unit: 'time', from: 72_400, text: 'The second vessel comes into view.' },
  },
  answer: itemNote.pick({ unit: true, from: true, revision: true }).extend({ ref: z.string() }),
  run: async ({ actor, ref, body }) => ({
    value: await noteItem(actor, { ...body, evidence: formatRef('E', ref.series, ref.number) }),
  }),
}

export const evidenceOperations: Operation[] = [
  evidence.list({
    summary: 'List the evidence register',
    description: 'What came last stands first, unless "sort" says otherwise.',
    filter: evidenceFilter,
    part: async (actor, filter, page) => {
      const { counts: _counts, ...part } = await listEvidence(actor, filter, page)
      return part
    },
  }),
  evidence.make({
    summary: 'Log what came',
    description:
      'Of material marked confidential or above: what it is and where it is held, never what it says. The requests in "all" and "part" move in the same step.',
    command: logEvidence,
    example,
  }),
  evidence.read(),
  evidence.edit({
    summary: 'Edit an entry that nobody has taken up for review',
    command: editEvidence,
    example: { ...example, version: 1 },
  }),
  ...evidence.moves({
    table: evidenceMoves,
    labels: evidenceStatuses,
    judge: movesFor,
    command: moveEvidence,
    example: { to: 'in_review', version: 2 },
  }),
  files,
  listNotes,
  note,
]

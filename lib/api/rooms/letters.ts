import type { Operation } from '@/lib/api/operation'
import { room } from '@/lib/api/room'
import { clearLetter, draftLetter, editLetter, moveLetter, setLetterRequests } from '@/lib/letters/commands'
import { movesFor } from '@/lib/letters/policy'
import { getLetter, listLetters } from '@/lib/letters/queries'
import { letterFilter, letterRecord } from '@/lib/letters/schema'
import { letterMoves, letterStatuses } from '@/lib/letters/status'

const letters = room({
  of: 'letter',
  name: 'Letter',
  one: 'a letter',
  tag: 'Letters',
  record: letterRecord,
  load: async (actor, ref) => {
    const { letter, facts } = await getLetter(actor, ref)
    return { ...letter, facts }
  },
})

const example = {
  instrument: 'letter',
  subject: 'Records of the first and the alleged follow-on strike',
  body: 'The committee asks for what is listed below.',
  addressee: 'O-1',
  dueOn: '2026-03-16',
  signedBy: 'Chair',
}

export const letterOperations: Operation[] = [
  letters.list({
    summary: 'List letters',
    description: 'The newest first, unless "sort" says otherwise.',
    filter: letterFilter,
    part: async (actor, filter, page) => {
      const { rows, ...rest } = await listLetters(actor, filter, page)
      return { items: rows, ...rest }
    },
  }),
  letters.make({
    summary: 'Draft a letter',
    description: 'A follow-up, or a subpoena on an earlier letter, names that letter in "follows".',
    command: draftLetter,
    example: { ...example, requests: [] },
  }),
  letters.read(),
  letters.edit({ summary: 'Edit a draft', command: editLetter, example: { ...example, version: 1 } }),
  letters.act({
    id: 'setLetterRequests',
    under: 'requests',
    method: 'PUT',
    summary: 'Say which requests a draft carries',
    description: 'All of them, in order.',
    command: setLetterRequests,
    example: { requests: ['R-1'], version: 3 },
  }),
  ...letters.moves({
    table: letterMoves,
    labels: letterStatuses,
    judge: (actor, { facts }) => movesFor(actor, facts),
    command: moveLetter,
    example: { to: 'in_clearance', version: 4 },
  }),
  letters.act({
    id: 'clearLetter',
    under: 'clearance',
    summary: 'Clear a letter',
    description: 'A reviewer does it who had no hand in the letter or in what it carries.',
    command: clearLetter,
    example: { note: 'Agreed with counsel.', version: 5 },
  }),
]

import type { Operation } from '@/lib/api/operation'
import { room } from '@/lib/api/room'
import { editCorrespondence, logCorrespondence } from '@/lib/correspondence/commands'
import { getCorrespondence, listCorrespondence } from '@/lib/correspondence/queries'
import { correspondenceFilter, correspondenceRecord } from '@/lib/correspondence/schema'

const correspondence = room({
  of: 'correspondence',
  name: 'Correspondence',
  one: 'a letter, e-mail, call or meeting',
  tag: 'Correspondence',
  record: correspondenceRecord,
  load: getCorrespondence,
})

const example = {
  medium: 'email',
  direction: 'received',
  happenedOn: '2026-02-12',
  office: 'O-1',
  withWhom: 'Deputy for legislative affairs',
  about: 'They ask for two more weeks, for the review of the video.',
  requests: ['R-1'],
  letter: 'L-1',
}

export const correspondenceOperations: Operation[] = [
  correspondence.list({
    summary: 'List correspondence',
    description: 'The newest first.',
    filter: correspondenceFilter,
    part: async (actor, filter, page) => {
      const { rows, ...rest } = await listCorrespondence(actor, filter, page)
      return { items: rows, ...rest }
    },
  }),
  correspondence.make({ summary: 'Log correspondence', command: logCorrespondence, example }),
  correspondence.read(),
  correspondence.edit({
    summary: 'Correct correspondence',
    command: editCorrespondence,
    example: { ...example, version: 1 },
  }),
]

import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { sliceByNumber } from '@/lib/api/part'
import { room } from '@/lib/api/room'
import { addOffice, editOffice } from '@/lib/offices/commands'
import { getOffice, listOffices } from '@/lib/offices/queries'
import { officeRecord } from '@/lib/offices/schema'

const offices = room({
  of: 'office',
  name: 'Office',
  one: 'an office',
  tag: 'Offices',
  record: officeRecord,
  load: getOffice,
})

const example = { name: 'Office of the Secretary of Defense', contact: 'Legislative affairs, by e-mail' }

export const officeOperations: Operation[] = [
  offices.list({
    summary: 'List offices',
    description: 'By number. "above" is the next one up the chain of command.',
    filter: z.strictObject({}),
    part: async (actor, _filter, page) =>
      sliceByNumber(await listOffices(actor), ({ ref }) => Number(ref.slice(2)), page),
  }),
  offices.make({ summary: 'Add an office', command: addOffice, example }),
  offices.read(),
  offices.edit({ summary: 'Edit an office', command: editOffice, example: { ...example, version: 1 } }),
]

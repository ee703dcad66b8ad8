import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { prepareBag } from '@/lib/bags/commands'
import { listBags } from '@/lib/bags/queries'
import { bagRecord } from '@/lib/bags/schema'

const tag = 'Handing over'
const path = '/inquiries/{slug}/bags'

export const bagOperations: Operation[] = [
  {
    tag,
    id: 'listBags',
    method: 'GET',
    path,
    summary: 'List the bags that you had prepared',
    description:
      'Newest first, for as long as they are kept. Each has the id of the job that prepared it; its bytes are at `GET .../bags/{id}`, whole or by ranges.',
    shows: { Bag: bagRecord },
    answer: z.object({ items: z.array(bagRecord) }),
    run: async ({ actor }) => ({ value: { items: await listBags(actor) } }),
  },
  {
    tag,
    id: 'prepareBag',
    method: 'POST',
    path,
    summary: 'Have evidence prepared to be handed over, as a BagIt bag',
    description:
      'Items by their numbers, or the register narrowed as its list is; nothing said means the whole inquiry. It is a job; when it is done, the bag is in the list.',
    body: { schema: prepareBag.input, fromAddress: [], example: { request: 'R-1' } },
    answer: z.object({ job: z.uuid() }),
    run: async ({ actor, body }) => ({ value: await prepareBag(actor, body) }),
  },
]

import { z } from 'zod'
import { describeApi } from '@/lib/api/openapi'
import type { Operation } from '@/lib/api/operation'
import { historyOperations } from '@/lib/api/rooms/history'
import { inquiryOperations } from '@/lib/api/rooms/inquiries'
import { questionOperations } from '@/lib/api/rooms/questions'

/** Every operation of the API, in the order in which the page shows them. What is not here cannot be called. */
export const operations: readonly Operation[] = [
  ...inquiryOperations,
  ...questionOperations,
  ...historyOperations,
  {
    id: 'getDescription',
    method: 'GET',
    path: '/openapi.json',
    tag: 'Description',
    summary: 'Describe this API as OpenAPI 3.1',
    description: 'Anybody may read it: it names no data.',
    open: true,
    answer: z.looseObject({}),
    run: async () => ({ value: describeApi(operations) }),
  },
]

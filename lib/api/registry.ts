import { z } from 'zod'
import { describeApi } from '@/lib/api/openapi'
import type { Operation } from '@/lib/api/operation'
import { bagOperations } from '@/lib/api/rooms/bags'
import { claimOperations } from '@/lib/api/rooms/claims'
import { correspondenceOperations } from '@/lib/api/rooms/correspondence'
import { coverageOperations } from '@/lib/api/rooms/coverage'
import { custodyOperations } from '@/lib/api/rooms/custody'
import { evidenceOperations } from '@/lib/api/rooms/evidence'
import { historyOperations } from '@/lib/api/rooms/history'
import { inquiryOperations } from '@/lib/api/rooms/inquiries'
import { jobOperations } from '@/lib/api/rooms/jobs'
import { letterOperations } from '@/lib/api/rooms/letters'
import { officeOperations } from '@/lib/api/rooms/offices'
import { productionOperations } from '@/lib/api/rooms/productions'
import { questionOperations } from '@/lib/api/rooms/questions'
import { requestOperations } from '@/lib/api/rooms/requests'
import { uploadOperations } from '@/lib/api/rooms/uploads'
import { volumeOperations } from '@/lib/api/rooms/volumes'
import { withheldOperations } from '@/lib/api/rooms/withheld'
import { workOperations } from '@/lib/api/rooms/work'

/** Made once: anybody may ask for it, and it changes only with the program. */
let description: ReturnType<typeof describeApi> | undefined

/** Every operation of the API, in the order in which the page shows them. What is not here cannot be called. */
export const operations: readonly Operation[] = [
  ...inquiryOperations,
  ...questionOperations,
  ...claimOperations,
  ...officeOperations,
  ...letterOperations,
  ...requestOperations,
  ...correspondenceOperations,
  ...productionOperations,
  ...volumeOperations,
  ...evidenceOperations,
  ...uploadOperations,
  ...withheldOperations,
  ...custodyOperations,
  ...bagOperations,
  ...jobOperations,
  ...coverageOperations,
  ...workOperations,
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
    run: async () => {
      description ??= describeApi(operations)
      return { value: description }
    },
  },
]

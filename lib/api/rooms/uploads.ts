import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { listUploads } from '@/lib/files/queries'
import { uploadRecord } from '@/lib/files/schema'

export const uploadOperations: Operation[] = [
  {
    id: 'listUploads',
    method: 'GET',
    path: '/inquiries/{slug}/uploads',
    tag: 'Uploads',
    summary: 'List the files that are on their way in, or were set aside',
    description:
      'For staffers; to everybody else there are none. Files are sent to this same address by the tus protocol: docs/api.md says how, with an example.',
    shows: { Upload: uploadRecord },
    answer: z.object({ uploads: z.array(uploadRecord) }),
    run: async ({ actor }) => ({ value: { uploads: await listUploads(actor) } }),
  },
]

import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { verifyFiles } from '@/lib/files/fixity'
import { cancelJob } from '@/lib/jobs/commands'
import { getJob, isAnybodyWorking, listJobs } from '@/lib/jobs/queries'
import { jobRecord } from '@/lib/jobs/schema'

const all = '/inquiries/{slug}/jobs'
const one = `${all}/{id}`
/** What the report holds is the kind's own. */
const shown = jobRecord.extend({ report: z.unknown() })
const named = { tag: 'Jobs', shows: { Job: shown } }

export const jobOperations: Operation[] = [
  {
    ...named,
    id: 'listJobs',
    method: 'GET',
    path: all,
    summary: 'List what takes long: imports, exports, checks of the stored files',
    description: 'The newest fifty: those that concern everybody, and your own.',
    answer: z.object({
      items: z.array(shown),
      worker: z.boolean().meta({ title: 'A worker is alive; without one no job goes on' }),
    }),
    run: async ({ actor }) => ({ value: { items: await listJobs(actor), worker: await isAnybodyWorking() } }),
  },
  {
    ...named,
    id: 'getJob',
    method: 'GET',
    path: one,
    summary: 'Show how far a job is, and what came of it',
    description: 'Ask again until it has ended. What the report holds is its kind’s.',
    answer: shown,
    run: async ({ actor, id }) => ({ value: (await getJob(actor, id)).job }),
  },
  {
    tag: 'Jobs',
    id: 'cancelJob',
    method: 'POST',
    path: `${one}/cancel`,
    summary: 'Call a job off',
    description:
      'One that waits ends at once; one that runs as soon as it looks up from its work, and undoes what it did.',
    answer: z.object({ id: z.uuid() }),
    run: async ({ actor, id }) => ({ value: await cancelJob(actor, { job: id }) }),
  },
  {
    tag: 'Jobs',
    id: 'verifyFiles',
    method: 'POST',
    path: '/inquiries/{slug}/files/checks',
    summary: 'Have stored files hashed again',
    description:
      'Those of one item, or all of the inquiry. It is a job; one that is under way already is not asked for twice.',
    body: { schema: verifyFiles.input, fromAddress: [], example: { evidence: 'E-1' } },
    answer: z.object({ job: z.uuid() }),
    run: async ({ actor, body }) => ({ value: await verifyFiles(actor, body) }),
  },
]

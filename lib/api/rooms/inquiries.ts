import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { spillRecord } from '@/lib/audit/schema'
import { Chamber, Role, Side } from '@/lib/generated/prisma/enums'
import { ruleOnSpill } from '@/lib/inquiries/commands'
import { inquiriesOf, type Mine, spillsFor } from '@/lib/inquiries/queries'
import { missing } from '@/lib/refusal'

const tag = 'Inquiries'
const incidents = 'Spill incidents'

/** An inquiry as one of its members sees it, with what they are in it. */
const mine = z.object({
  slug: z.string(),
  name: z.string(),
  committee: z.string(),
  chamber: z.enum(Chamber),
  timeZone: z.string(),
  openedOn: z.iso.date(),
  closedOn: z.iso.date().nullable(),
  notice: z.string().nullable(),
  role: z.enum(Role),
  side: z.enum(Side),
  version: z.int(),
}) satisfies z.ZodType<Omit<Mine, 'id'>>

export const inquiryOperations: Operation[] = [
  {
    id: 'getMe',
    method: 'GET',
    path: '/me',
    tag,
    summary: 'Show whose token this is',
    answer: z.object({
      name: z.string(),
      email: z.string(),
      isAdmin: z.boolean(),
      inquiries: z.array(mine.pick({ slug: true, name: true, role: true, side: true, closedOn: true })),
    }),
    run: async ({ person }) => ({ value: { ...person, inquiries: await inquiriesOf(person) } }),
  },
  {
    id: 'listInquiries',
    method: 'GET',
    path: '/inquiries',
    tag,
    summary: 'List the inquiries you are a member of',
    description: 'They are few, so they come in one answer.',
    answer: z.object({ items: z.array(mine), next: z.null(), total: z.int() }),
    run: async ({ person }) => {
      const items = await inquiriesOf(person)
      return { value: { items, next: null, total: items.length } }
    },
  },
  {
    id: 'getInquiry',
    method: 'GET',
    path: '/inquiries/{slug}',
    tag,
    summary: 'Show an inquiry, and what you are in it',
    answer: mine,
    run: async ({ actor }) => {
      const value = (await inquiriesOf(actor)).find(({ slug }) => slug === actor.inquiry.slug)
      if (!value) throw missing()
      return { value, version: value.version }
    },
  },
  {
    id: 'listSpills',
    method: 'GET',
    path: '/inquiries/{slug}/spills',
    tag: incidents,
    summary: 'List what the spill guard stopped',
    description:
      'The newest 200: all of the inquiry for its administrators, for others what they were stopped at themselves. Which rule, and where in a file; never a word of what was stopped.',
    shows: { Spill: spillRecord },
    answer: z.object({ items: z.array(spillRecord) }),
    run: async ({ actor }) => ({ value: { items: await spillsFor(actor) } }),
  },
  {
    id: 'ruleOnSpill',
    method: 'POST',
    path: '/inquiries/{slug}/spills/{id}/ruling',
    tag: incidents,
    summary: 'Rule on a file that was stopped',
    description:
      'Only one whose incident has a `sha256`: a line of it says CONFIDENTIAL, and no other marking was found. For administrators of the inquiry who did not send the file; it holds for exactly these bytes, and the newest ruling counts.',
    body: {
      schema: ruleOnSpill.input,
      fromAddress: ['inquiry', 'incident'],
      example: { ruling: 'ordinary', note: 'A bank statement; the security officer looked at it where it lies.' },
    },
    answer: z.object({ incident: z.uuid() }),
    run: async ({ person, actor, id, body }) => ({
      value: await ruleOnSpill(person, { ...body, inquiry: actor.inquiry.slug, incident: id }),
    }),
  },
]

import { z } from 'zod'
import {
  Blocker,
  DueCause,
  FormWanted,
  Handling,
  Kind,
  Partition,
  RequestStatus,
  Rung,
} from '@/lib/generated/prisma/enums'
import type { RequestRow } from '@/lib/requests/list'
import type { RequestRecord } from '@/lib/requests/queries'
import { fell } from '@/lib/requests/schema'

/* What a request looks like from outside: as an entry of the list, and whole. The types hold both to what the room gives. */

const date = z.iso.date()
const moment = z.iso.datetime()
const office = z.object({ ref: z.string(), name: z.string() })

const common = {
  ref: z.string(),
  id: z.uuid(),
  kind: z.enum(Kind),
  title: z.string(),
  status: z.enum(RequestStatus),
  outstanding: z.boolean().meta({ title: 'Something is still to come' }),
  overdue: z.boolean().meta({ title: 'Outstanding, and past its due date today' }),
  partition: z.enum(Partition),
  handling: z.enum(Handling),
  firstDueOn: date.nullable(),
  dueOn: date.nullable(),
  satisfiedOn: date.nullable(),
  proofGone: z.boolean().meta({ title: 'Satisfied, and what it was declared satisfied on no longer stands' }),
  refusalBasis: z.string().nullable(),
  blocker: z.enum(Blocker).nullable(),
  blockerSince: date.nullable(),
  version: z.int(),
}

type Derived = { overdue: boolean }

/** An entry of the list. */
export const requestEntry = z.object({
  ...common,
  addressee: office,
  owner: z.string().nullable(),
  questions: z.array(z.string()),
  letter: z.string().nullable().meta({ title: 'The newest letter that it stands on' }),
}) satisfies z.ZodType<Omit<RequestRow, 'office'> & Derived & { addressee: RequestRow['office'] }>

/** The whole record, with everything that was recorded about it. */
export const requestRecord = z.object({
  ...common,
  wording: z.string(),
  addressee: office,
  formWanted: z.enum(FormWanted),
  questions: z.array(z.object({ ref: z.string(), wording: z.string() })),
  period: z.string().nullable(),
  periodFrom: moment.nullable(),
  periodTo: moment.nullable(),
  statusSince: moment,
  issuedOn: date.nullable(),
  scheduledFor: moment.nullable(),
  receivedOn: date.nullable(),
  proof: z
    .array(
      z.object({
        ref: z.string(),
        revision: z.int(),
        gone: z
          .object({ event: z.enum(Object.keys(fell) as (keyof typeof fell)[]), at: moment, by: z.string().nullable() })
          .nullable(),
      }),
    )
    .meta({ title: 'What it was declared satisfied on, and how that fell' }),
  missing: z.string().nullable(),
  refusedBy: z.string().nullable(),
  searchCertified: z.boolean(),
  closingReason: z.string().nullable(),
  supersededBy: z.string().nullable(),
  blockerNote: z.string().nullable(),
  owner: z.object({ name: z.string(), email: z.string() }).nullable(),
  createdBy: z.string(),
  createdAt: moment,
  dueChanges: z.array(
    z.object({
      cause: z.enum(DueCause),
      happenedOn: date,
      oldDueOn: date.nullable(),
      newDueOn: date,
      askedBy: z.string().nullable(),
      grantedBy: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  holds: z
    .array(z.object({ blocker: z.enum(Blocker), since: date, until: date, note: z.string().nullable() }))
    .meta({ title: 'Who held it up before, and until when' }),
  rungs: z.array(
    z.object({
      rung: z.enum(Rung),
      takenOn: date,
      letter: z.string().nullable(),
      skipped: z.array(z.enum(Rung)),
      note: z.string().nullable(),
    }),
  ),
  notes: z.array(z.object({ text: z.string(), partition: z.enum(Partition), by: z.string(), at: moment })),
}) satisfies z.ZodType<RequestRecord & Derived>

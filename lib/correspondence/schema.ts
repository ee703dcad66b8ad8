import { z } from 'zod'
import { choice, day, optionalChoice, optionalLine, optionalRef, passage, ref, refs, version } from '@/lib/fields'
import { Direction, Medium, Partition } from '@/lib/generated/prisma/enums'

export const media: Readonly<Record<Medium, string>> = {
  letter: 'Letter',
  email: 'E-mail',
  call: 'Call',
  meeting: 'Meeting',
}

export const directions: Readonly<Record<Direction, string>> = {
  sent: 'Sent',
  received: 'Received',
  held: 'Held',
}

/** Which way each can go. A call may be just held, or count as ours (sent) or theirs (received). */
export const directionsOf: Readonly<Record<Medium, readonly Direction[]>> = {
  letter: ['sent', 'received'],
  email: ['sent', 'received'],
  call: ['held', 'sent', 'received'],
  meeting: ['held'],
}

/** 'Letter, out', 'E-mail, in', 'Call', 'Meeting' */
export function whatWords(of: { medium: Medium; direction: Direction }): string {
  const way = { sent: ', out', received: ', in', held: '' }[of.direction]
  return `${media[of.medium]}${way}`
}

const particulars = {
  medium: choice(Medium, 'Medium'),
  direction: choice(Direction, 'Direction'),
  happenedOn: day('Date'),
  office: ref('O', 'Office'),
  withWhom: optionalLine('With whom', { max: 300 }),
  about: passage('About', { max: 5_000 }),
  requests: refs('R', 'Requests', { max: 100 }),
  letter: optionalRef('L', 'Letter'),
}

/** `partition` is shared unless a side keeps it for itself. */
export const logCorrespondenceInput = z.strictObject({
  ...particulars,
  partition: optionalChoice(Partition, 'Kept for'),
})

export const editCorrespondenceInput = z.strictObject({
  correspondence: ref('CO', 'Correspondence'),
  version,
  ...particulars,
})

export const correspondenceFilter = z.strictObject({
  q: optionalLine('Words', { max: 200 }),
  medium: optionalChoice(Medium, 'Medium'),
  office: optionalRef('O', 'Office'),
  request: optionalRef('R', 'Request'),
  letter: optionalRef('L', 'Letter'),
})

export type CorrespondenceFilter = Partial<z.output<typeof correspondenceFilter>>

/** A letter, e-mail, call or meeting as it is shown, on screens and by the API. */
export const correspondenceRecord = z.object({
  ref: z.string(),
  id: z.uuid(),
  partition: z.enum(Partition),
  medium: z.enum(Medium),
  direction: z.enum(Direction),
  happenedOn: z.iso.date(),
  office: z.object({ ref: z.string(), name: z.string() }),
  /** Officials by title */
  withWhom: z.string().nullable(),
  about: z.string(),
  requests: z.array(z.object({ ref: z.string(), title: z.string() })),
  letter: z.object({ ref: z.string(), subject: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export type CorrespondenceRecord = z.output<typeof correspondenceRecord>

import { z } from 'zod'

const place = z.object({ item: z.string(), production: z.string().nullable() }).nullable()

/** Bates numbers that no document has, or that several have, and files that are the same. */
export const batesFound = z.object({
  skipped: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      /** How many; as text where a number cannot hold it */
      numbers: z.string(),
      /** The items in front of and behind the gap; null at an end that only a cover letter gives */
      after: place,
      before: place,
      /** The delivery whose cover letter says that they are in it */
      declared: z.string().nullable(),
    }),
  ),
  overlapping: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      numbers: z.string(),
      items: z.array(z.string()),
      productions: z.array(z.string().nullable()),
    }),
  ),
  /** Items whose files are the same, byte for byte */
  duplicates: z.array(z.object({ sha256: z.string(), items: z.array(z.string()) })),
  /** How many there are of each; the lists end after the first of many */
  counts: z.object({ skipped: z.int(), overlapping: z.int(), duplicates: z.int() }),
})

export type BatesFound = z.output<typeof batesFound>

export const stretchStates = {
  covered: 'Covered',
  overlapping: 'Covered twice',
  shown: 'Shown only',
  missing: 'Missing',
} as const

/** What of the period that a request asks for is covered by what came. */
export const periodFound = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Video is reckoned in minutes, logs in hours */
  unit: z.enum(['minute', 'hour']),
  stretches: z.array(
    z.object({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      state: z.enum(Object.keys(stretchStates) as (keyof typeof stretchStates)[]),
      items: z.array(z.string()),
    }),
  ),
  /** In the unit, with a part of it as a decimal */
  amounts: z.object({ covered: z.number(), overlapping: z.number(), shown: z.number(), missing: z.number() }),
  /** Items of the kind that do not say when */
  unknown: z.array(z.string()),
})

export type PeriodFound = z.output<typeof periodFound>

export const requestGaps = z.object({ bates: batesFound, period: periodFound.nullable() })

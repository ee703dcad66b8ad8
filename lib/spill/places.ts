import type { SpillRule } from './rules'

/** Where in a file a marking was found, as it is told: never what stands there. */
export const PLACES = {
  name: 'its name',
  text: 'the beginning of its text',
  properties: 'its properties',
  pages: 'the text of its first pages',
  parts: 'the name of something in it',
  attachment: 'an attachment',
} as const

export type SpillPlace = keyof typeof PLACES

/** A marking in a file: which rule, and where. */
export type Marking = { rule: SpillRule; place: SpillPlace }

/** Is this one of the places? The log outlives them. */
export const isPlace = (name: string): name is SpillPlace => Object.hasOwn(PLACES, name)

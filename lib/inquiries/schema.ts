import { z } from 'zod'
import { choice, day, email, line, optionalLine, passage, version } from '@/lib/fields'
import { Chamber, Role, Side } from '@/lib/generated/prisma/enums'

export const chambers: Readonly<Record<Chamber, string>> = { house: 'House', senate: 'Senate', joint: 'Joint' }

/** The zones of the United States, by name and city; any other of the IANA database can be given through the settings of an inquiry that has it. */
export const zones: Readonly<Record<string, string>> = {
  'America/New_York': 'Eastern (Washington)',
  'America/Chicago': 'Central (Chicago)',
  'America/Denver': 'Mountain (Denver)',
  'America/Phoenix': 'Mountain standard time (Phoenix)',
  'America/Los_Angeles': 'Pacific (Los Angeles)',
  'America/Anchorage': 'Alaska (Anchorage)',
  'Pacific/Honolulu': 'Hawaii (Honolulu)',
  'America/Puerto_Rico': 'Atlantic (Puerto Rico)',
  'Pacific/Guam': 'Chamorro (Guam)',
  UTC: 'UTC',
}

/** An inquiry as screens and settings show it. */
export type InquiryRecord = {
  id: string
  slug: string
  name: string
  committee: string
  chamber: Chamber
  timeZone: string
  /** YYYY-MM-DD */
  openedOn: string
  closedOn: string | null
  notice: string | null
  version: number
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Addresses under /inquiries that are no inquiry. */
const RESERVED = new Set(['new'])
const SLUG_MAX = 60

/** Can this stand in an address as an inquiry's name: small letters, digits, single hyphens between them? */
export function isSlug(text: string): boolean {
  return SLUG.test(text) && text.length >= 2 && text.length <= SLUG_MAX && !RESERVED.has(text)
}

/** A slug made of a name: accents dropped, everything else that is no letter or digit a hyphen. Empty when nothing is left. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = plain
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, '')
  return isSlug(slug) ? slug : ''
}

const timeZone = line('Time zone', { max: 60 })
  .refine(isZone, 'Time zone is not known: write a name of the IANA database, as in America/New_York.')
  .meta({ title: 'Time zone', examples: ['America/New_York'] })

function isZone(name: string): boolean {
  try {
    // An offset such as +05:00 is no place: PostgreSQL reads its sign the other way round.
    return /^[a-z]/i.test(name) && Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }))
  } catch {
    return false
  }
}

const particulars = {
  name: line('Name', { hint: 'write what the inquiry is called' }),
  committee: line('Committee', { hint: 'write the committee that leads it' }),
  chamber: choice(Chamber, 'Chamber'),
  timeZone,
  openedOn: day('Opened on'),
}
const inquiry = z.string('Inquiry is missing: open the page again.').max(200).meta({ title: 'Inquiry' })
const membership = z.uuid('Membership is missing or wrong: open the page again.').meta({ title: 'Membership' })
const place = { role: choice(Role, 'Role'), side: choice(Side, 'Side') }

export const createInquiryInput = z.strictObject({
  ...particulars,
  slug: optionalLine('Name in addresses', { max: SLUG_MAX }).refine(
    (slug) => !slug || isSlug(slug),
    'Name in addresses may hold small letters, digits and single hyphens, 2 to 60 of them, and may not be "new".',
  ),
})
export const changeInquiryInput = z.strictObject({
  inquiry,
  version,
  ...particulars,
  notice: optionalLine('Notice', { max: 400 }),
})
export const closeInquiryInput = z.strictObject({ inquiry, version, closedOn: day('Closed on') })
export const reopenInquiryInput = z.strictObject({ inquiry, version })
/** What is ruled of a line that may be a company's own marking. */
const spillRulings = { ordinary: 'ordinary', classified: 'classified' } as const

/** What the screens call the fields of a ruling. */
export const rulingLabels = { ruling: 'What it is', note: 'Reason' } as const

export const ruleOnSpillInput = z.strictObject({
  inquiry,
  incident: z.uuid('Incident is missing or wrong: open the page again.').meta({ title: 'Incident' }),
  ruling: choice(spillRulings, rulingLabels.ruling),
  note: passage(rulingLabels.note, { max: 2_000, hint: 'say who looked at it, and why it is what it is' }),
})
export const giveMembershipInput = z.strictObject({ inquiry, email: email('E-mail address'), ...place })
export const changeMembershipInput = z.strictObject({ inquiry, membership, version, ...place })
export const endMembershipInput = z.strictObject({ inquiry, membership, version })

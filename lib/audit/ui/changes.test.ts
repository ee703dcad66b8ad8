import { describe, expect, it } from 'vitest'
import type { Body } from '@/lib/audit/append'
import type { Changes } from '@/lib/audit/canonical'
import { deed, type EventName } from '@/lib/audit/events'
import { changeLines, changesInWords } from '@/lib/audit/ui/changes'
import { inQuotes, shortened } from '@/lib/words'

const zone = 'America/New_York'
const entry = (changes: Changes, event = 'request.edited'): Body => ({
  ...{ v: 1, seq: 1, at: '2026-02-12T14:40:00.000Z', inquiry: null, via: 'screen', partition: 'shared', note: null },
  actor: { id: null, name: 'Majority staffer' },
  subject: { type: 'request', id: '0', ref: 'R-2' },
  ...{ event: event as EventName, changes, concerns: [], details: {} },
})

describe('what changed, in words', () => {
  it.each<[string, Changes, string[]]>([
    ['old and new', { status: ['issued', 'partly_received'] }, ['Status: partly received (was issued)']],
    ['a day', { dueOn: ['2026-02-12', '2026-03-01'] }, ['Due date: Mar 1, 2026 (was Feb 12, 2026)']],
    [
      "a moment, on the inquiry's wall clock",
      { scheduledFor: [null, '2026-02-24T15:00:00.000Z'] },
      ['Scheduled for: Feb 24, 2026, 10:00 a.m. EST'],
    ],
    ['who holds it up', { blocker: ['white_house_review', null] }, ['Held up by: none (was White House review)']],
    [
      'what people wrote, in quotation marks',
      { title: ['The log', 'All logs'] },
      ['Title: “All logs” (was “The log”)'],
    ],
    ['nothing that only machines read', { version: [1, 2], ownerId: [null, crypto.randomUUID()] }, []],
    ['nothing of what was just made', { createdAt: [null, '2026-02-12T14:40:00.000Z'], status: [null, 'draft'] }, []],
  ])('%s', (_, changes, lines) => expect(changeLines(entry(changes), zone)).toEqual(lines))
})

it('does not say again what was written with the act', () => {
  const changes: Changes = { status: ['asserted', 'challenged'], statusReason: [null, 'Too wide.'] }
  expect(changeLines({ ...entry(changes), note: 'Too wide.' }, zone)).toEqual(['Status: challenged (was asserted)'])
})

it('puts lines that are sentences behind one another without a second period', () => {
  const changes: Changes = { title: ['The log', 'All logs there are.'], dueOn: [null, '2026-03-01'] }
  expect(changesInWords(entry({ ...changes, why: [null, 'It says who knew.'] }), zone)).toBe(
    'Title: “All logs there are.” (was “The log”). Due date: Mar 1, 2026. Why it matters: “It says who knew.”',
  )
  expect(changesInWords(entry({ why: [null, 'It says who knew.'], title: [null, 'All logs'] }), zone)).toBe(
    'Why it matters: “It says who knew.” Title: “All logs”',
  )
})

it.each([
  ['Nothing was found', '“Nothing was found”'],
  ['"Nothing was found."', '“Nothing was found.”'],
  ['“Nothing was found,” they wrote', '“‘Nothing was found,’ they wrote”'],
  ['They wrote "none" and ("later") "never"', '“They wrote ‘none’ and (‘later’) ‘never’”'],
  ['A reel of 5" and one of 7"', '“A reel of 5" and one of 7"”'],
  ['"Nothing was ever', '“"Nothing was ever”'],
])('%s in quotation marks', (text, shown) => expect(inQuotes(text)).toBe(shown))

it('cuts no character in two', () => expect(shortened('One 🚢 at sea', 5)).toBe('One…'))

it('cuts what is long within its quotation marks', () => expect(inQuotes('Nothing at all', 7)).toBe('“Nothing…”'))

it('an event that is no longer listed is told by its name', () => {
  expect(deed(entry({}, 'request.pondered'))).toBe('recorded "request.pondered" for R-2')
})

import { expect, test } from 'vitest'
import { hashPassword, mustBeGoodPassword, passwordMatches } from '@/lib/people/password'
import { Refusal } from '@/lib/refusal'

const about = ['jo.march@committee.example', 'Josephine March']

function problem(text: string): string | undefined {
  try {
    mustBeGoodPassword('password', text, about)
  } catch (error) {
    if (error instanceof Refusal) return error.fields[0]?.message
    throw error
  }
}

test.each([
  ['fourteen chars', 'blue kettle 4x'],
  ['fourteen characters of two code units each', '😀🚀🎈🍋🧭🦊🌊🪐🧵🪁🥁🧲🎲🪴'],
])('%s are too few', (_, text) => {
  expect(problem(text)).toContain('use at least 15')
})

test('more than 200 are too many', () => {
  expect(problem('amber kettle river lantern '.repeat(8))).toContain('use 200 at most')
})

test.each([
  'aaaaaaaaaaaaaaaa',
  'abcabcabcabcabcabc',
  '1234567890123456',
  'qwertyuiopasdfghjkl',
  '1qaz2wsx3edc4rfv',
  'passwordpassword1',
  'P@ssw0rdP@ssw0rd!!',
  'correct horse battery staple',
  'Oversight Ledger 2026',
  'josephine.march.2026',
  'jo.march@committee.example',
  'zyxwvutsrqponmlkjihgfedcba',
])('%s is too common', (text) => {
  expect(problem(text)).toContain('easy to guess')
})

test.each([
  'amber kettle river lantern',
  'zügig über Brücken laufen',
  '  spaces count too  x',
  'no digits needed here',
])('%s will do', (text) => {
  expect(problem(text)).toBeUndefined()
})

test('a password is the same however its accents are typed, and is kept as argon2id', async () => {
  const kept = await hashPassword('zügig über Brücken laufen'.normalize('NFD'))
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwordMatches('zügig über Brücken laufen'.normalize('NFC'), kept)).toBe(true)
  expect(await passwordMatches('zügig über Brücken laufen ', kept)).toBe(false)
})

test('without an account no password is right', async () => {
  expect(await passwordMatches('', undefined)).toBe(false)
  expect(await passwordMatches('amber kettle river lantern', undefined)).toBe(false)
})

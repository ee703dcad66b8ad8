import { expect, test } from 'vitest'
import { safePath, signInPath } from '@/lib/people/next-path'

const attacks = [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/ /evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/.//evil.example',
  '/%2e%2e//evil.example',
  'javascript:alert(1)',
  'evil.example',
  '@evil.example',
  '',
  `/${'a'.repeat(3000)}`,
  ['/me'],
  null,
  undefined,
]
test.each(attacks)('%j leads to the front page', (next) => {
  expect(safePath(next)).toBe('/')
})

const fine = ['/', '/me', '/inquiries/strike/requests?status=issued&q=a%20b#R-12', '/a//b', '/?next=//evil.example']
test.each(fine)('%j is kept', (next) => {
  expect(safePath(next)).toBe(next)
})

test('whatever is kept stays on this site in a browser', () => {
  for (const next of [...attacks, ...fine]) {
    expect(new URL(safePath(next), 'https://ledger.example').origin).toBe('https://ledger.example')
  }
})

test('the sign-in page is given the way back, encoded', () => {
  expect(signInPath('/inquiries/strike?a=1&b=2')).toBe('/sign-in?next=%2Finquiries%2Fstrike%3Fa%3D1%26b%3D2')
  expect(signInPath(null)).toBe('/sign-in')
})

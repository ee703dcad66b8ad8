import { describe, expect, test } from 'vitest'
import {
  hashesIn,
  mayPass,
  progressWords,
  refusalWords,
  refusedIn,
  SET_ASIDE,
  twinIn,
  twinTitle,
} from '@/lib/files/sending'
import { judged } from '@/lib/files/ui/upload-words'

const sha = 'ab'.repeat(32)
const md5 = 'cd'.repeat(16)

test('a producer’s list is read as the usual programs write it', () => {
  const list = [
    `${sha}  bridge.log`,
    `${sha.toUpperCase()} *VOL1\\Video\\First Half.MP4`,
    `SHA256 (./audio/call.wav) = ${sha}`,
    `${md5},notes.pdf`,
    'Total: 4 files',
    `${sha}`,
  ].join('\r\n')
  expect([...hashesIn(list)]).toEqual([
    ['bridge.log', sha],
    ['first half.mp4', sha],
    ['call.wav', sha],
    ['notes.pdf', md5],
  ])
})

test.each([
  [0, true],
  [503, true],
  [429, true],
  [507, false],
  [422, false],
  [409, false],
])('an answer of %i passes by itself: %s', (status, passes) => expect(mayPass(status)).toBe(passes))

test('how far it is stands in words', () => {
  expect(progressWords(480, 1_000, 0)).toBe('48 %, 480 bytes of 1 kB')
  expect(progressWords(500_000_000, 1e9, 5e6)).toBe('50 %, 500 MB of 1 GB, 5 MB a second, 2 minutes left')
})

describe('an answer that is no success', () => {
  const body = (title: string, more: object = {}) => JSON.stringify({ title, ...more })
  const shared = { errors: [{ path: 'requests', message: 'Requests answered is empty.' }] }
  const own = { errors: [{ path: 'claimedHash', message: 'It is no hash.' }] }

  test.each([
    ['no answer', 0, '', 'PATCH', 'stopped'],
    ['signed out', 401, body('There is no token'), 'PATCH', 'stopped'],
    ['another window goes on', 409, body('Another window', { type: '/api-docs#conflict' }), 'PATCH', 'stopped'],
    ['the inquiry was closed', 409, body('It is closed', { type: '/api-docs#closed' }), 'PATCH', 'refused'],
    ['a file of the item is on its way', 409, body('On its way', { type: '/api-docs#conflict' }), 'POST', 'refused'],
    ['the disk is full', 507, body('No room'), 'PATCH', 'stopped'],
    ['it is gone', 404, '', 'HEAD', 'refused'],
    ['it was set aside, asked without words', 422, '', 'HEAD', 'refused'],
    ['it was set aside', 422, body(SET_ASIDE), 'PATCH', 'set_aside'],
    ['the same bytes', 422, body(twinTitle('E-31')), 'PATCH', 'twin'],
    ['a marking', 422, body('It looks classified', { type: '/api-docs#spill' }), 'PATCH', 'spill'],
  ])('%s', (_what, status, text, method, state) => {
    const found = judged(status, text, method)
    expect(found).toMatchObject({ state, item: state === 'twin' ? 'E-31' : null })
    expect(found.shared).toBeUndefined()
    if (state !== 'set_aside' && state !== 'twin') expect(found.said).not.toBe('')
  })

  test('names what all files share, and not what is one file’s own', () => {
    expect(judged(422, body('Look', shared), 'POST').shared?.fields).toEqual(shared.errors)
    expect(judged(422, body('Look', own), 'POST').shared).toBeUndefined()
    expect(refusalWords(refusedIn(422, body('Look', own)))).toBe('Look. It is no hash.')
    expect(refusalWords(refusedIn(502, '<html>'))).toBe('The ledger answered 502.')
    expect(twinIn('This is E-3 already, or is it')).toBeNull()
  })
})

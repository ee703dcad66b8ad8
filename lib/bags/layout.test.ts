import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headOf, placeOf, safeName } from '@/lib/bags/layout'

describe('a name in a bag', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['a/b\\c:d*e?"f<g>h|i%j', 'a_b_c_d_e__f_g_h_i_j'],
    ['line\nbreak\u202e.txt', 'line_break_.txt'],
    ['  .hidden. ', 'hidden'],
    ['...', 'file'],
    ['CON.txt', '_CON.txt'],
    ['pages', '_pages'],
    ['Übersicht – März.docx', 'Übersicht – März.docx'],
    ['e\u0301.txt', '\u00e9.txt'],
    [`${'ü'.repeat(200)}.pdf`, `${'ü'.repeat(73)}.pdf`],
  ])('of %j is %j', (name, safe) => expect(safeName(name)).toBe(safe))

  it('is one that every system takes, whatever the file was called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 255 }), (name) => {
        const safe = safeName(name)
        expect(Buffer.byteLength(safe)).toBeGreaterThan(0)
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(152)
        expect(safe).not.toMatch(/[/\\:*?"<>|%\p{C}\n\r]|^\s|^\.|\s$/u)
        expect(safeName(safe)).toBe(safe)
      }),
    )
  })

  it('keeps the files of one revision apart', () => {
    const file = { item: 'E-3', revision: 2, page: 0, name: 'text' }
    expect(placeOf({ ...file, role: 'original' })).toBe('data/E-3/r2/_text')
    expect(placeOf({ ...file, role: 'extracted_text', name: 'a.txt' })).toBe('data/E-3/r2/text/a.txt')
    expect(placeOf({ ...file, role: 'page_image', page: 7, name: 'a.tif' })).toBe('data/E-3/r2/pages/00007-a.tif')
  })
})

describe('the head of a file in a tar', () => {
  const at = new Date('2026-02-03T04:05:06Z')

  it('is one block where the name is short and plain, and says the sum of its bytes', () => {
    const head = headOf('bag/bagit.txt', 55, at)
    expect(head).toHaveLength(512)
    const sum = Number.parseInt(head.toString('latin1', 148, 154), 8)
    const blanked = Buffer.from(head).fill(' ', 148, 156)
    expect(sum).toBe(blanked.reduce((total, byte) => total + byte, 0))
    expect(Number.parseInt(head.toString('latin1', 136, 147), 8)).toBe(at.getTime() / 1_000)
  })

  it.each([
    ['a long name', `bag/data/${'a'.repeat(140)}.pdf`, 55, /^\d+ path=bag\/data\/a{140}\.pdf\n$/],
    ['another alphabet', 'bag/data/Übersicht.pdf', 55, /^\d+ path=bag\/data\/Übersicht\.pdf\n$/],
    ['a size of 9 GiB', 'bag/data/a.mp4', 9 * 2 ** 30, /^\d+ size=9663676416\n$/],
  ])('has an extended one before it for %s, whose records count themselves', (_what, path, size, expected) => {
    const head = headOf(path, size, at)
    const length = Number.parseInt(head.toString('latin1', 124, 135), 8)
    const records = head.toString('utf8', 512, 512 + length)
    expect(head.toString('latin1', 156, 157)).toBe('x')
    expect(records).toMatch(expected)
    expect(Number.parseInt(records, 10)).toBe(Buffer.byteLength(records))
    expect(head.length % 512).toBe(0)
  })
})

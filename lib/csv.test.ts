import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cell, csvRow, toCsv } from './csv.ts'

/** A plain RFC 4180 reader, to see what a spreadsheet would see. */
function read(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let i = 0; i < csv.length; ) {
    let cell = ''
    if (csv[i] === '"') {
      for (i++; csv[i] !== '"' || csv[i + 1] === '"'; i++) {
        if (csv[i] === '"') i++
        cell += csv[i]
      }
      i++
    } else while (i < csv.length && csv[i] !== ',' && csv[i] !== '\r') cell += csv[i++]
    row.push(cell)
    if (csv[i] === ',') {
      i++
      if (i === csv.length) row.push('')
    } else {
      expect(csv.slice(i, i + 2)).toBe('\r\n')
      i += 2
      rows.push(row)
      row = []
    }
  }
  return rows
}

describe('RFC 4180', () => {
  it.each<[Cell[], string]>([
    [['a', 'b'], 'a,b\r\n'],
    [['say "no"', 'x,y'], '"say ""no""","x,y"\r\n'],
    [['two\nlines'], '"two\nlines"\r\n'],
    [[null, undefined, ''], ',,\r\n'],
    [[1, -5, 0.5, true], '1,-5,0.5,true\r\n'],
    [[' led by a blank'], '" led by a blank"\r\n'],
  ])('%j', (cells, expected) => expect(csvRow(cells)).toBe(expected))

  it('gives back what it was given, but for the apostrophe', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'",;\'\r\n\t =+-@ab') }))
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }))
    fc.assert(
      fc.property(table, (rows) => {
        const seen = read(toCsv(rows[0] ?? [], rows.slice(1)))
        expect(seen.length).toBe(rows.length)
        for (const [y, row] of rows.entries())
          for (const [x, text] of row.entries()) expect([text, `'${text}`]).toContain(seen[y]?.[x])
      }),
    )
  })
})

describe('formulas', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '﹣1',
    '−1',
    '  =1',
    '\u200b=1',
    '\ufeff=1',
    `${' '.repeat(500)}=1`,
  ])('%j becomes text', (text) => expect(read(csvRow([text]))).toEqual([[`'${text}`]]))
  it.each(['a=1', 'R-12', '3 - 2', "'quoted'", 'a@b.example', '(=1)', '"=1"'])('%j is left alone', (text) =>
    expect(read(csvRow([text]))).toEqual([[text]]),
  )
  it('guards the header too', () => expect(toCsv(['=x'], [])).toBe("'=x\r\n"))
})

describe('the file', () => {
  it('starts with a byte order mark when asked', () => {
    expect(toCsv(['a'], [['b']], { bom: true })).toBe('\uFEFFa\r\nb\r\n')
    expect(toCsv(['a'], [['b']])).toBe('a\r\nb\r\n')
  })
  it('refuses a row of another length', () => expect(() => toCsv(['a', 'b'], [['1']])).toThrow(RangeError))
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses the number %d', (n) =>
    expect(() => csvRow([n])).toThrow(RangeError),
  )
})

import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { detectLayout } from '@/lib/tables/detect'
import { cellsOf, inPieces, read, troubleOf } from '@/lib/testing/tables'

describe('a workbook', () => {
  const day = new Date(Date.UTC(2026, 1, 3))
  const moment = new Date(Date.UTC(2026, 1, 3, 10, 15, 30))
  const rows = [
    ['Bates', 'When', 'Pages', 'Signed'],
    ['A1', day, 3, true],
    [null, null, null, null],
    ['A2\nB', moment, 0.5, null],
  ]
  const made = async () =>
    writeXlsx({
      sheets: [
        { name: 'List', rows },
        { name: 'More', rows: [['x'], ['y']] },
      ],
    })

  it('is known by its content, and read as text with the row of each', async () => {
    const source = inPieces(await made(), 512)
    expect(await detectLayout(source)).toEqual({ kind: 'workbook', sheet: 1, headings: true })
    const result = await read(source)
    expect(result.columns).toEqual(['Bates', 'When', 'Pages', 'Signed'])
    expect(result.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, 'A1', '2026-02-03', '3', 'true'],
      [4, 'A2\nB', '2026-02-03 10:15:30', '0.5', ''],
    ])
    expect(cellsOf(await read(source, { kind: 'workbook', sheet: 2, headings: true }))).toEqual([['y']])
  })

  it('is read whatever its size, and is refused when it is a bomb, also one that lies about it', async () => {
    const many = await writeXlsx({ sheets: [{ name: 'List', rows: Array(300).fill(['x'.repeat(30_000)]) }] })
    expect((await read(inPieces(many, 65_536))).rows).toHaveLength(299)
    const sheet = Buffer.from('xl/worksheets/sheet1.xml')
    for (const [said, words] of [
      [4_000_000_000, /unpacks to far more/],
      [1_000, /no workbook/],
    ] as const) {
      const bomb = Buffer.from(many)
      // In the directory: the name stands 46 bytes into its entry, the size before packing 24.
      bomb.writeUInt32LE(said, bomb.lastIndexOf(sheet) - 46 + 24)
      expect((await troubleOf(read(inPieces(bomb, 65_536)))).message).toMatch(words)
    }
  })

  it('that has no such sheet, or is none, is said', async () => {
    const source = inPieces(await made(), 512)
    expect((await troubleOf(read(source, { kind: 'workbook', sheet: 9, headings: true }))).message).toMatch(/sheet 9/)
    const zip = inPieces(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 1)]), 50)
    expect((await troubleOf(read(zip))).message).toMatch(/no workbook/)
  })
})

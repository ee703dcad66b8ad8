import { expect, it, vi } from 'vitest'
import { cellsOf, inPieces, read } from '@/lib/testing/tables'
import { toXlsx } from '@/lib/xlsx'

const partOf = async (bytes: Uint8Array, name: RegExp): Promise<string> => {
  const { fromBuffer } = await import('yauzl')
  return new Promise((resolve, reject) => {
    let text = ''
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('entry', (entry) => {
        if (!name.test(entry.fileName)) return zip.readEntry()
        zip.openReadStream(entry, (problem, stream) => {
          if (problem) return reject(problem)
          stream.on('data', (piece: Buffer) => {
            text += piece.toString('utf8')
          })
          stream.on('end', () => zip.readEntry())
        })
      })
      zip.on('end', () => resolve(text))
      zip.readEntry()
    })
  })
}

const FORMULAS = ['=1+1', '+1', '-1+2', '@SUM(A1)', '=HYPERLINK("http://x.example")', '\t=1', '＝1']

it('is read back as it was written: text as text, numbers as numbers, what is empty as nothing', async () => {
  const bytes = await toXlsx(
    'Log',
    ['A', 'B', 'C'],
    [
      ['x\ny', 3, null],
      ['<&>"', 0.5, undefined],
      ['é', -1, ''],
    ],
  )
  expect(cellsOf(await read(inPieces(bytes, 1_024)))).toEqual([
    ['x\ny', '3', ''],
    ['<&>"', '0.5', ''],
    ['é', '-1', ''],
  ])
})

it.each(FORMULAS)('keeps %j as text: there is no formula in the sheet, nor a link', async (text) => {
  const bytes = await toXlsx('Log', ['A'], [[text]])
  const sheet = await partOf(bytes, /worksheets\/sheet1\.xml$/)
  expect(sheet).not.toMatch(/<f[ >]|<hyperlink/)
  expect(sheet).toMatch(/<c r="A2"[^>]* t="(s|inlineStr)"/)
  expect(cellsOf(await read(inPieces(bytes, 1_024)))).toEqual([[text]])
})

it('takes text that no sheet can hold, and as many columns as there are', async () => {
  const header = Array.from({ length: 30 }, (_, i) => `C${i}`)
  const bytes = await toXlsx('Log', header, [header.map(() => `a\u0000b${'x'.repeat(40_000)}`)])
  const [row] = cellsOf(await read(inPieces(bytes, 65_536)))
  expect(row).toHaveLength(30)
  expect(row?.[0]).toBe(`ab${'x'.repeat(32_765)}`)
  expect(await partOf(bytes, /worksheets\/sheet1\.xml$/)).toContain('<autoFilter ref="A1:AD2"')
})

it('is the same file for the same table, whenever it is made', async () => {
  const make = async () => Buffer.from(await toXlsx('Log', ['A'], [['x']]))
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-02-03T10:00:00Z') })
  const first = await make()
  vi.setSystemTime(new Date('2026-03-04T11:11:11Z'))
  expect(first.equals(await make())).toBe(true)
  vi.useRealTimers()
})

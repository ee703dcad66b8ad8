import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { detectLayout, openTable } from '@/lib/tables/detect'
import {
  CONCORDANCE,
  type Delimited,
  type Encoding,
  encodings,
  type Layout,
  layoutFields,
  type Separator,
  separators,
  withChoices,
} from '@/lib/tables/layout'
import { MOST_COLUMNS, TableTrouble } from '@/lib/tables/table'
import { cellsOf, encoded, inPieces, read, troubleOf, written } from '@/lib/testing/tables'

const text = (content: string, encoding: Encoding = 'utf-8', bom = false) =>
  inPieces(encoded(content, encoding, bom), 7)
const dat: Delimited = { encoding: 'utf-8', ...CONCORDANCE, headings: true }
/** Characters that Windows-1252 has, so that every encoding can be asked for the same text. */
const letters = fc.constantFrom(...'abcXYZ 019.-_/\\:éßü€…“”™ ,;|^~\t"\'')
const cell = fc.string({ unit: letters, maxLength: 12 }).map((value) => value.trim())
const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }).map((rows) => ({
    // The first cell is written, so that no row is blank; and an accent tells Windows-1252 from UTF-8.
    rows: rows.map(([first = '', ...others]) => [`é${first}`, ...others]),
    columns: Array.from({ length: width }, (_, at) => `Field ${at + 1}`),
  })),
)

describe('a generated DAT is read as it was written', () => {
  const ways = Object.keys(encodings) as Encoding[]
  it.each(ways.flatMap((encoding) => [false, true].map((bom) => [encoding, bom] as const)))(
    'in %s, with a byte order mark: %s, in pieces of any size, detected and with every line number',
    async (encoding, bom) => {
      if (encoding === 'windows-1252' && bom) return
      const pieces = fc.integer({ min: 1, max: 64 })
      const breaks = fc.constantFrom('\r\n', '\n', '\r')
      await fc.assert(
        fc.asyncProperty(table, pieces, breaks, fc.nat(3), async ({ columns, rows }, size, end, blank) => {
          // Embedded line ends in both ways: as ® and as they are.
          const put = rows.map(([first = '', second = '', ...others], at) => [
            first,
            at % 3 === 1 ? `${second}x\nnext` : second,
            ...others,
          ])
          const { content, lines } = written([columns, ...put], dat, { end, real: (at) => at % 2 === 1 })
          const bytes = encoded(content + end.repeat(blank), encoding, bom)
          const source = inPieces(bytes, size)
          expect(await detectLayout(source)).toMatchObject({ kind: 'text', encoding, ...CONCORDANCE })
          const result = await read(source)
          expect(result.columns).toEqual(columns)
          expect(cellsOf(result)).toEqual(put)
          expect(result.rows.map(({ line }) => line)).toEqual(lines.slice(1))
          expect(result.rows.flatMap(({ problems }) => problems)).toEqual([])
        }),
        { numRuns: 60 },
      )
    },
  )
})

describe('other delimiters are detected', () => {
  const pairs = [
    ['comma', 'double'],
    ['tab', 'double'],
    ['pipe', 'double'],
    ['semicolon', 'double'],
    ['pipe', 'caret'],
    ['comma', 'caret'],
    ['pilcrow', 'concordance'],
    ['pipe', 'concordance'],
    ['comma', 'single'],
    ['caret', 'double'],
    ['pipe', 'tilde'],
  ] as const
  it.each(pairs)('%s between cells, %s around each', async (separator, quote) => {
    const layout: Delimited = { encoding: 'utf-8', separator, quote, newline: 'none', headings: true }
    await fc.assert(
      fc.asyncProperty(table, async ({ columns, rows }) => {
        const { content } = written([columns, ...rows], layout, { end: '\r\n' })
        const source = text(content)
        expect(await detectLayout(source)).toMatchObject({ separator, quote })
        expect(cellsOf(await read(source))).toEqual(rows)
      }),
      { numRuns: 40 },
    )
  })

  it.each(Object.keys(separators) as Separator[])('%s between cells that have no quotes', async (name) => {
    const [one] = separators[name]
    const result = await read(text(`${['Bates', 'Title', 'Date'].join(one)}\n${['A1', 'x y', '2026'].join(one)}\n`))
    expect(result).toMatchObject({ columns: ['Bates', 'Title', 'Date'], rows: [{ cells: ['A1', 'x y', '2026'] }] })
  })

  it('what was detected holds where nothing else is chosen', async () => {
    const detected = await detectLayout(text('a|b\n1|2\n'))
    expect(withChoices(detected, {})).toEqual(detected)
    const form = { separator: 'comma', headings: 'values', encoding: '' }
    expect(withChoices(detected, z.strictObject(layoutFields).parse(form))).toEqual({
      ...detected,
      separator: 'comma',
      headings: false,
    })
    const workbook: Layout = { kind: 'workbook', sheet: 1, headings: true }
    expect(withChoices(workbook, { separator: 'comma', headings: 'values' })).toEqual({ ...workbook, headings: false })
  })

  it('ASCII 20 between cells that have no quotes', async () => {
    expect(cellsOf(await read(text('A\x14B\r\n1\x142®3\r\n')))).toEqual([['1', '2\n3']])
  })
})

describe('what arrives out of order is read, and said with its line', () => {
  it('rows that are too short and too long', async () => {
    const { rows } = await read(text('a,b,c\n1,2\n1,2,3,4\n1,2,3,\n1,2,3\n'))
    expect(rows.map(({ line, cells, problems }) => [line, cells, problems.length])).toEqual([
      [2, ['1', '2', ''], 1],
      [3, ['1', '2', '3'], 1],
      [4, ['1', '2', '3'], 0],
      [5, ['1', '2', '3'], 0],
    ])
    expect(rows[0]?.problems[0]).toBe('It has 2 columns, and the heading has 3: the last ones are taken as blank.')
  })

  it('blank rows before, between and after', async () => {
    const { columns, rows } = await read(text('\n\na,b\n\n1,2\n ,  \n\n3,4\n\n\n,\n'))
    expect(columns).toEqual(['a', 'b'])
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [5, ['1', '2']],
      [8, ['3', '4']],
    ])
  })

  it('columns without a name, with the same name, and one delimiter too many', async () => {
    const { columns, problems } = await read(text('Bates,,Date,Date,\n1,2,3,4,\n'))
    expect(columns).toEqual(['Bates', 'Column 2', 'Date', 'Date (2)'])
    expect(problems).toHaveLength(2)
  })

  it('a list without a heading, when that is said', async () => {
    const { columns, rows } = await read(text('1,2\n3,4\n'), {
      ...dat,
      kind: 'text',
      separator: 'comma',
      quote: 'double',
      headings: false,
    })
    expect(columns).toEqual(['Column 1', 'Column 2'])
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, '1', '2'],
      [2, '3', '4'],
    ])
  })

  it('bytes that are not of the encoding, and zero bytes', async () => {
    const latin = inPieces(encoded('Name,Note\nbéa,x\nplain,y\n', 'windows-1252', false), 5)
    const wrong = await read(latin, {
      kind: 'text',
      encoding: 'utf-8',
      separator: 'comma',
      quote: 'double',
      newline: 'none',
      headings: true,
    })
    expect(wrong.rows.map(({ problems }) => problems.length)).toEqual([1, 0])
    expect(await detectLayout(latin)).toMatchObject({ encoding: 'windows-1252' })
    const { rows } = await read(text('a,b\n1\0,2\n'), {
      kind: 'text',
      encoding: 'utf-8',
      separator: 'comma',
      quote: 'double',
      newline: 'none',
      headings: true,
    })
    expect(rows).toMatchObject([{ cells: ['1', '2'], problems: ['It has zero bytes in its text; they are left out.'] }])
  })

  it('an accent that comes late in a long file still tells its encoding', async () => {
    const long = `Name\n${'plain\n'.repeat(60_000)}é\n`
    expect(await detectLayout(inPieces(encoded(long, 'windows-1252', false), 4096))).toMatchObject({
      encoding: 'windows-1252',
    })
    expect(await detectLayout(inPieces(encoded(long, 'utf-8', false), 4096))).toMatchObject({ encoding: 'utf-8' })
  })

  it('quotes inside cells', async () => {
    const result = await read(text('a,b\n"say ""no""",x\nfive 5" nails,y\n"a"b,z\n'))
    expect(cellsOf(result)).toEqual([
      ['say "no"', 'x'],
      ['five 5" nails', 'y'],
      ['"a"b', 'z'],
    ])
  })

  it('an empty file, and one with a heading alone', async () => {
    expect(await read(text(''))).toEqual({ columns: [], problems: [], rows: [] })
    expect(await read(text('\n \n'))).toEqual({ columns: [], problems: [], rows: [] })
    expect(await read(text('a,b'))).toEqual({ columns: ['a', 'b'], problems: [], rows: [] })
  })
})

describe('what cannot be read on is said with the line where that begins, and never repeated', () => {
  it('a quote that is closed nowhere', async () => {
    const { message, line } = await troubleOf(read(text('a,b\n1,2\n\n"two\nlines",2\n3,"open\n4,5\n')))
    expect([message, line]).toEqual(['A quote is opened in this row and closed nowhere after it.', 6])
  })

  it('a row without an end', async () => {
    const endless = async function* () {
      yield Buffer.from('a,b\n1,2\n"')
      for (;;) yield Buffer.alloc(1024 * 1024, 'x')
    }
    const layout: Layout = {
      kind: 'text',
      encoding: 'utf-8',
      separator: 'comma',
      quote: 'double',
      newline: 'none',
      headings: true,
    }
    expect(await troubleOf(read(endless, layout))).toMatchObject({ line: 3 })
  })

  it('more columns than any list has', async () => {
    expect((await troubleOf(read(text(`${'a,'.repeat(MOST_COLUMNS)}b\n`)))).message).toMatch(/columns/)
  })

  it('a cell of a megabyte is read', async () => {
    const result = await read(inPieces(Buffer.from(`a,b\n"${'x'.repeat(1024 * 1024)}",2\n`), 65_536))
    expect(result.rows[0]?.cells[0]).toHaveLength(1024 * 1024)
  })

  it('a source that breaks, as it broke', async () => {
    const broken = async function* () {
      yield Buffer.from('a,b\n1,2\n')
      throw new Error('the disk went away')
    }
    const layout: Layout = {
      kind: 'text',
      encoding: 'utf-8',
      separator: 'comma',
      quote: 'double',
      newline: 'none',
      headings: true,
    }
    await expect(read(broken, layout)).rejects.toThrow('the disk went away')
  })
})

it('any bytes at all end in rows or in words', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
      const result = await read(inPieces(bytes, size)).catch((error: unknown) => {
        if (error instanceof TableTrouble) return null
        throw error
      })
      for (const { cells } of result?.rows ?? []) expect(cells).toHaveLength(result?.columns.length ?? -1)
    }),
    { numRuns: 500 },
  )
})

it('a hundred thousand rows are read without being held', async () => {
  const columns = Array.from({ length: 12 }, (_, at) => `FIELD${at}`)
  const source = async function* () {
    yield Buffer.from(written([columns], dat, { end: '\r\n' }).content)
    const rows = Array.from({ length: 1_000 }, (_, at) => columns.map((name) => `${name} of ${at} `.repeat(4)))
    const block = Buffer.from(written(rows, dat, { end: '\r\n' }).content)
    for (let at = 0; at < 100; at += 1) yield block
  }
  const { rows } = await openTable(source, { kind: 'text', ...dat })
  let [count, peak] = [0, 0]
  const before = process.memoryUsage().rss
  for await (const { line } of rows) {
    count += 1
    if (count % 5_000 === 0) peak = Math.max(peak, process.memoryUsage().rss - before)
    if (line !== count + 1) expect.fail(`row ${count} says line ${line}`)
  }
  expect(count).toBe(100_000)
  // The text alone has more than 80 MB.
  expect(peak).toBeLessThan(80 * 1024 * 1024)
}, 120_000)

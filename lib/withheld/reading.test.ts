import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import { toCsv } from '@/lib/csv'
import type { WithheldBasis, WithheldExtent } from '@/lib/generated/prisma/enums'
import { type Encoding, encodings } from '@/lib/tables/layout'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { encoded, inPieces, troubleOf } from '@/lib/testing/tables'
import { type LogView, logView, readBasis, readExtent, readPages } from '@/lib/withheld/log-fields'
import { readLog } from '@/lib/withheld/reading'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
})

const given = { assertedOn: '2026-02-12', remembered: {} }
const read = (text: string, view: LogView = {}, encoding: Encoding = 'utf-8') =>
  readLog(committee.staffer, inPieces(encoded(text, encoding, encoding.startsWith('utf-16')), 11), view, given)
const view = (params: Record<string, string>) => logView.parse(params) as LogView
const wordsOf = (problems: { line: number | null; words: string }[]) =>
  problems.map(({ line, words }) => `${line ?? 'list'} ${words}`)

describe('the words of a log', () => {
  it.each<[string, WithheldBasis]>([
    ['Attorney-Client', 'attorney_client'],
    ['AC', 'attorney_client'],
    ['Attorney/Client; Work Product', 'attorney_client'],
    ['Work product, attorney client', 'attorney_work_product'],
    ['AWP', 'attorney_work_product'],
    ['Prepared in anticipation of litigation', 'attorney_work_product'],
    ['Deliberative Process Privilege', 'deliberative_process'],
    ['Pre-decisional', 'deliberative_process'],
    ['DPP', 'deliberative_process'],
    ['Executive privilege (presidential communications)', 'executive_privilege'],
    ['Law Enforcement Sensitive', 'law_enforcement'],
    ['Classified information, E.O. 13526', 'classified'],
    ['Unclassified, commercially sensitive', 'other'],
    ['Prohibited by statute', 'statute'],
    ['Fed. R. Crim. P. 6(e)', 'statute'],
    ['Personal privacy', 'personal_privacy'],
    ['PII', 'personal_privacy'],
    ['personal_privacy', 'personal_privacy'],
    ['Confidential commercial information', 'other'],
    ['(b)(5)', 'other'],
    ['Other basis', 'other'],
  ])('%j claims %s', (words, basis) => expect(readBasis(words)).toBe(basis))

  it.each<[string, WithheldExtent | undefined]>([
    ['Whole', 'whole'],
    ['Withheld in full', 'whole'],
    ['WIF', 'whole'],
    ['Withheld', 'whole'],
    ['in part', 'part'],
    ['Redacted', 'part'],
    ['Withheld-in-part', 'part'],
    ['Produced with redactions.', 'part'],
    ['Yes', undefined],
    ['', undefined],
  ])('%j is %s', (words, extent) => expect(readExtent(words)).toBe(extent))

  it.each<[string, number | null | undefined]>([
    ['3', 3],
    ['1,204', 1204],
    ['12 pp.', 12],
    ['1 page', 1],
    ['', null],
    ['n/a', null],
    ['0', undefined],
    ['3-5', undefined],
    ['three', undefined],
    ['1,20', undefined],
  ])('%j pages are %s', (words, pages) => expect(readPages(words)).toBe(pages))
})

const heading = 'Control No.,Description,Doc Type,Doc Date,Author,Recipients,Custodian,Pages,Treatment,Privilege\n'
const row =
  'PRIV-1,"E-mail about the answer, in draft",E-mail,2/3/2026,Counsel,"Chief; two others",Legal,3,Redacted,AC\n'

describe('a log', () => {
  it.each(Object.keys(encodings) as Encoding[])(
    'in %s is read as entries, by the headings that are known',
    async (encoding) => {
      const { entries, problems, mapping, rows } = await read(heading + row.replace('Counsel', 'Günther'), {}, encoding)
      expect([problems, rows]).toEqual([[], 1])
      expect(mapping).toEqual({
        ...{ controlNumber: 'Control No.', what: 'Description', documentType: 'Doc Type', datedOn: 'Doc Date' },
        ...{ author: 'Author', addressees: 'Recipients', custodian: 'Custodian', pages: 'Pages', extent: 'Treatment' },
        basis: 'Privilege',
      })
      expect(entries).toEqual([
        {
          line: 2,
          requests: [],
          entry: {
            ...{ controlNumber: 'PRIV-1', what: 'E-mail about the answer, in draft', documentType: 'E-mail' },
            ...{
              datedOn: new Date('2026-02-03'),
              author: 'Günther',
              addressees: 'Chief; two others',
              custodian: 'Legal',
            },
            ...{ pages: 3, extent: 'part', basis: 'attorney_client', basisWords: 'AC', assertedBy: null },
            assertedOn: new Date('2026-02-12'),
          },
        },
      ])
    },
  )

  it('written as Concordance writes is read too, with line ends in its cells', async () => {
    const dat = [
      ['BEGBATES', 'DESCRIPTION', 'PRIVTYPE', 'TREATMENT'],
      ['B-1', 'A®memo', 'WP', 'Withheld'],
    ]
      .map((cells) => cells.map((cell) => `þ${cell}þ`).join('\x14'))
      .join('\r\n')
    const { entries } = await read(dat, {}, 'windows-1252')
    expect(entries[0]?.entry).toMatchObject({ controlNumber: 'B-1', what: 'A\nmemo', basis: 'attorney_work_product' })
  })

  it('in a workbook is read too, its days as days', async () => {
    const cells = ['Log no.', 'Description', 'Date', 'Pages', 'Withheld', 'Privilege']
    const day = new Date(Date.UTC(2026, 1, 3))
    const rows = [cells, ['W/1', 'Memo', day, 3, 'In full', 'DPP']]
    const source = inPieces(await writeXlsx({ sheets: [{ name: 'Log', rows }] }), 512)
    const { entries, problems } = await readLog(committee.staffer, source, {}, given)
    expect(problems).toEqual([])
    expect(entries[0]?.entry).toMatchObject({
      ...{ controlNumber: 'W/1', datedOn: new Date('2026-02-03'), pages: 3, extent: 'whole' },
      basis: 'deliberative_process',
    })
  })

  it.each<[string, string, string[]]>([
    [
      'no control number',
      heading + row.replace('PRIV-1', ' '),
      ['2 Control number is missing: without it nobody can tell whether the entry is here already.'],
    ],
    [
      'no words',
      `${heading}PRIV-1,,,,,,,,Whole,AC\n`,
      ['2 What is withheld is empty: say what it is, in unclassified words.'],
    ],
    ['no basis', `${heading}PRIV-1,Memo,,,,,,,Whole,\n`, ['2 Basis is missing: an entry says why it is withheld.']],
    [
      'a day that cannot be read',
      heading + row.replace('2/3/2026', 'circa 2024'),
      ['2 Date of the document cannot be read: mend the date, or leave the column out.'],
    ],
    [
      'pages that cannot be read',
      heading + row.replace(',3,', ',some,'),
      ['2 Pages cannot be read: write a whole number.'],
    ],
    [
      'neither whole nor in part',
      heading + row.replace('Redacted', 'Yes'),
      ['2 Whole or in part cannot be read: write whole or in part.'],
    ],
    [
      'nothing where it is whole or in part',
      heading + row.replace('Redacted', ''),
      ['2 Whole or in part is missing: choose below what holds where a row does not say.'],
    ],
    [
      'a day to come',
      heading + row.replace('2/3/2026', '2/3/2090'),
      [expect.stringMatching(/^2 Date of the document has not come yet/)],
    ],
    [
      'too long a name',
      heading + row.replace('Counsel', 'x'.repeat(501)),
      ['2 Author is 501 characters long: shorten it to 500 at most.'],
    ],
    [
      'a control character',
      heading + row.replace('Counsel', 'a\u0007b'),
      [expect.stringMatching(/^2 Author holds a control character/)],
    ],
    ['a marking', heading + row.replace('Legal', 'SECRET//NOFORN'), [expect.stringContaining('unclassified')]],
    [
      'requests that are none',
      heading.replace('\n', ',Requests\n') + row.replace('AC\n', 'AC,all of them\n'),
      [expect.stringMatching(/^2 Requests it would answer must be record numbers/)],
    ],
    [
      'no column that is needed',
      'Number,Text\n1,2\n',
      [
        'list What is withheld: no column was found or chosen for it.',
        'list Basis: no column was found or chosen for it.',
      ],
    ],
  ])('with %s says so, with the line, and repeats nothing of it', async (_name, text, words) => {
    const { problems, entries } = await read(text)
    expect([wordsOf(problems), entries]).toEqual([words, []])
  })

  it('says every problem, each with its line, and still reads the others', async () => {
    const text = `${heading}${row}PRIV-2,,,x,,,,y,Whole,AC\n"PRIV-3","Two\nlines",,,,,,,Whole,AC\nPRIV-4,,,,,,,,Whole,AC\n`
    const { problems, entries } = await read(text)
    expect(entries.map(({ line, entry }) => [line, entry.controlNumber])).toEqual([
      [2, 'PRIV-1'],
      [4, 'PRIV-3'],
    ])
    expect(problems.map(({ line }) => line)).toEqual([3, 3, 3, 6])
  })

  it('reads ragged rows, and says so without holding them back', async () => {
    const { problems, remarks, entries } = await read(`${heading}PRIV-1,Memo,,,,,,,Whole,AC,more\n`)
    expect([problems, entries.length]).toEqual([[], 1])
    expect(wordsOf(remarks)).toEqual([expect.stringMatching(/^2 It has 11 columns/)])
  })

  it('can be read otherwise: other columns, none for a field, the day first, and whole where nothing is said', async () => {
    const text = 'Nr;Text;Art;Grund;Vom\n7;Vermerk;Brief;AC;3.2.2026\n'
    const chosen = view({
      col_controlNumber: '1',
      col_what: '2',
      col_basis: '4',
      col_datedOn: '5',
      dates: 'day_first',
      otherwise: 'whole',
    })
    const { entries, problems } = await read(text, chosen)
    expect(problems).toEqual([])
    expect(entries[0]?.entry).toMatchObject({
      controlNumber: '7',
      what: 'Vermerk',
      datedOn: new Date('2026-02-03'),
      extent: 'whole',
    })
    const without = await read(heading + row, view({ col_pages: '0', col_author: '0' }))
    expect(without.entries[0]?.entry).toMatchObject({ pages: null, author: null })
  })

  it('is read as its office’s logs were read before, where the columns are there', async () => {
    const source = inPieces(encoded('A,B,Description,C\n1,x,Memo,AC\n', 'utf-8', false), 5)
    const remembered = { controlNumber: 'A', basis: 'C', author: 'Gone' }
    const { mapping } = await readLog(committee.staffer, source, {}, { ...given, remembered })
    expect(mapping).toEqual({ controlNumber: 'A', what: 'Description', basis: 'C' })
  })

  it('shows how each basis is read, most frequent first', async () => {
    const { bases } = await read(`${heading}1,a,,,,,,,Whole,Trade secret\n2,b,,,,,,,Whole,AC\n3,c,,,,,,,Whole,AC\n`)
    expect(bases).toEqual([
      { words: 'AC', basis: 'attorney_client', rows: 2 },
      { words: 'Trade secret', basis: 'other', rows: 1 },
    ])
  })

  it('that is no list is refused in words', async () => {
    expect(await troubleOf(read('"a,b\n1,2\n'))).toMatchObject({ message: expect.stringContaining('quote') })
    expect((await read('')).problems).toHaveLength(3)
  })

  it('of any text is read as entries or problems, and never throws anything else', async () => {
    const cell = fc.string({ unit: 'binary', maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 10, maxLength: 10 }), { maxLength: 4 }), async (cells) => {
        const lines = cells.map((one) => one.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n')
        const { entries, problems, rows } = await read(heading + lines)
        expect(new Set([...entries, ...problems].map(({ line }) => line)).size).toBe(rows)
      }),
      { numRuns: 60 },
    )
  })
})

it('a log that this ledger wrote is read back', async () => {
  const header = [
    'Number',
    'Control number',
    'What is withheld',
    'Pages',
    'Whole or in part',
    'Basis',
    'Basis in their words',
    'Asserted by',
    'Official, by title',
    'Status',
  ]
  const text = toCsv(
    header,
    [
      [
        'W-1',
        'PRIV-1',
        'Memo',
        3,
        'In part',
        'Attorney work product',
        'Work product.',
        'An office',
        'Counsel',
        'Challenged',
      ],
    ],
    { bom: true },
  )
  const { entries, problems } = await read(text)
  expect(problems).toEqual([])
  expect(entries[0]?.entry).toMatchObject({
    ...{ controlNumber: 'PRIV-1', what: 'Memo', pages: 3, extent: 'part', basis: 'attorney_work_product' },
    ...{ basisWords: 'Work product.', assertedBy: 'Counsel' },
  })
})

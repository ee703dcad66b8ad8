import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import type { Actor } from '@/lib/people/actor'
import { loadProduction } from '@/lib/productions/queries'
import { storage } from '@/lib/storage/storage'
import type { Encoding } from '@/lib/tables/layout'
import { type Committee, eventCount, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { keepOne } from '@/lib/testing/files'
import { encoded } from '@/lib/testing/tables'
import { dat, type Files, seatWithDelivery, smallVolume, writeFiles, zipOf } from '@/lib/testing/volumes'
import { previewVolume } from '@/lib/volumes/preview'
import { offeredFor } from '@/lib/volumes/queries'

/* What is seen of a volume before anything of it is kept. */

const folder = mkdtempSync(join(tmpdir(), 'ledger-volumes-seen-'))
process.env.DATA_DIR = folder

let committee: Committee
let staffer: Actor
beforeAll(async () => {
  await freshDatabase()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  committee = await seatWithDelivery()
  staffer = committee.staffer
})

const here = () => join(folder, 'import', staffer.inquiry.slug)
const put = (files: Files, name = 'VOL001') => writeFiles(join(here(), name), files)
const delivery = () => loadProduction(db(), staffer, { series: 'shared', number: 1 })
const preview = async (view: Parameters<typeof previewVolume>[2] = { folder: 'VOL001' }) =>
  previewVolume(committee.viewer, await delivery(), view)
async function objects(): Promise<number> {
  let count = 0
  for await (const _ of storage().list()) count += 1
  return count
}

describe('a preview', () => {
  it('says how the volume is read, what is in it, and what is wrong, and keeps nothing', async () => {
    put(smallVolume())
    const before = await eventCount(staffer)
    const seen = await preview()
    expect(seen).toMatchObject({
      name: 'VOL001',
      list: 'DATA/VOL001.DAT',
      images: 'DATA/VOL001.OPT',
      parts: 8,
      rows: 3,
      fresh: 3,
      here: 0,
      files: { original: 2, extracted_text: 2, page_image: 2 },
      problemCount: 0,
      doubtCount: 0,
      hashes: 'compared',
    })
    expect(seen.head.mapping).toMatchObject({
      number: 'BEGDOC',
      batesTo: 'ENDDOC',
      native: 'NATIVELINK',
      text: 'TEXTLINK',
      hash: 'HASH',
    })
    expect(seen.head.dates).toBe('month_first')
    expect(await eventCount(staffer)).toBe(before)
    expect(await objects()).toBe(0)
  })

  it('names each problem, doubt and remark with its line', async () => {
    const files = smallVolume()
    delete files['NATIVES/0001/notice.txt']
    files['NATIVES/0001/memo.txt'] = 'Another memo.\n'
    files['DATA/VOL001.DAT'] += dat([
      ['FER-0000005', 'FER-0000005', '', '', 'Twice', '', '', '', '', ''],
      ['', '', '', '', 'No number', '', '', '', '', ''],
      ['FER-0000009', 'FER-0000008', '', '', 'Backwards', '31/31/2026', 'xyz', '', '..\\..\\etc\\passwd', ''],
      ['FER-0000010', 'FER-0000010', '', '', 'Short'],
    ])
    put(files)
    const seen = await preview()
    expect(seen.problems).toEqual([
      { line: 5, words: 'The same number stands in line 4 already: each document has one of its own.' },
      { line: 6, words: expect.stringContaining('is missing') },
    ])
    expect(seen.doubts).toEqual([
      { line: 3, words: 'Native file is not in the volume: NOTICE.txt.' },
      { line: 7, words: expect.stringContaining('does not follow the first one') },
      { line: 7, words: expect.stringContaining('Date of the document cannot be read') },
      { line: 7, words: expect.stringContaining('Hash of the native file cannot be read') },
      { line: 7, words: 'Text file is not in the volume: passwd.' },
      { line: 2, words: expect.stringContaining('its hash is another one') },
    ])
    expect(seen.remarks).toEqual([{ line: 8, words: expect.stringContaining('It has 5 columns') }])
    expect((await refusalOf(preview({ folder: '..' }))).paths).toEqual(['folder'])
    expect((await refusalOf(preview({ folder: 'VOL002' }))).paths).toEqual(['folder'])
  })

  it.each<[string, Encoding, boolean]>([
    ['UTF-8 with a byte order mark', 'utf-8', true],
    ['UTF-8 without one', 'utf-8', false],
    ['UTF-16, little-endian', 'utf-16le', true],
    ['UTF-16, little-endian, without a mark', 'utf-16le', false],
    ['UTF-16, big-endian', 'utf-16be', true],
    ['Windows-1252', 'windows-1252', false],
  ])('reads a load file in %s', async (_name, encoding, bom) => {
    const rows = [
      ['BEGDOC', 'SUBJECT', 'AUTHOR', 'NOTE'],
      ['FER-1', 'Größe “of” the deck\u0014, and more', 'É. Clerk', 'One\ntwo'],
      ['FER-2', 'Said \u00fequoted\u00fe', '', ''],
    ]
    put({ 'LOAD.DAT': encoded(dat(rows), encoding, bom) })
    const seen = await preview()
    expect(seen.head.layout).toMatchObject({ encoding, separator: 'concordance', quote: 'concordance' })
    expect(seen).toMatchObject({ rows: 2, problemCount: 0, doubtCount: 0, remarkCount: 0 })
    expect(seen.first[0]?.document).toMatchObject({
      title: 'Größe “of” the deck , and more',
      author: 'É. Clerk',
      fields: { NOTE: 'One\ntwo' },
    })
    expect(seen.first[1]?.document.title).toBe('Said \u00fequoted\u00fe')
  })

  it('reads a CSV and a workbook as well, by the names that a small producer gives its columns', async () => {
    put({
      'list.csv': 'Document No.,File name,Date,Path\nHBR-7,Notice.txt,3 Feb 2026,Notice.txt\n',
      'Notice.txt': 'Ten o’clock.',
    })
    expect(await preview()).toMatchObject({ rows: 1, fresh: 1, doubtCount: 0, files: { original: 1 } })
    const sheet = await writeXlsx({
      sheets: [
        {
          name: 'List',
          rows: [
            ['Bates', 'Title'],
            ['HBR-8', 'Notice'],
          ],
        },
      ],
    })
    put({ 'list.xlsx': sheet }, 'BOOK')
    expect((await preview({ folder: 'BOOK' })).first[0]?.document).toMatchObject({ title: 'Notice', key: 'HBR- 8' })
  })

  it('reads it otherwise where somebody chooses so', async () => {
    put({ 'a.csv': 'No|When\nA-1|3/4/2026\nA-2|5/4/2026\n', 'b.csv': 'No\nB-1\n' })
    const seen = await preview({
      folder: 'VOL001',
      dates: 'day_first',
      list: 'a.csv',
      col_happened: 2,
      as: 'log',
      handled: 'cui',
    })
    expect(seen.lists).toEqual(['a.csv', 'b.csv'])
    expect(seen.first[0]?.document).toMatchObject({ happened: 'Apr 3, 2026', kind: 'log', handling: 'cui' })
    const none = await preview({ folder: 'VOL001', list: 'b.csv', col_number: 0 })
    expect(none.problems[0]?.words).toMatch(/is missing/)
  })

  it('looks at so many rows as a page can wait for, and says so', async () => {
    const rows = Array.from({ length: 20_001 }, (_, i) => `N-${i + 1}\n`)
    put({ 'list.csv': `No\n${rows.join('')}N-1\n` })
    expect(await preview()).toMatchObject({ rows: 20_000, more: true, fresh: 20_000, problemCount: 0 })
  }, 60_000)

  it('follows no link, and reads nothing outside of the folder of the inquiry', async () => {
    put(smallVolume())
    writeFileSync(join(folder, 'outside.txt'), 'Not yours.')
    rmSync(join(here(), 'VOL001/NATIVES/0001/memo.txt'))
    symlinkSync(join(folder, 'outside.txt'), join(here(), 'VOL001/NATIVES/0001/memo.txt'))
    symlinkSync(folder, join(here(), 'LINKED'))
    const seen = await preview()
    expect(seen.doubts).toEqual([{ line: 2, words: 'Native file is not in the volume: Memo.TXT.' }])
    expect(seen.remarks[0]?.words).toContain('is a link')
    expect((await refusalOf(preview({ folder: 'LINKED' }))).paths).toEqual(['folder'])
  })
})

describe('a zip', () => {
  it('is read from the folder, and from the store where it is kept with the delivery', async () => {
    const zip = zipOf(
      Object.fromEntries(Object.entries(smallVolume()).map(([path, content]) => [`VOL001/${path}`, content])),
    )
    mkdirSync(here(), { recursive: true })
    writeFileSync(join(here(), 'VOL001.zip'), zip)
    expect(await preview({ folder: 'VOL001.zip' })).toMatchObject({ rows: 3, doubtCount: 0, files: { page_image: 2 } })
    const file = { name: 'VOL001.zip', mediaType: 'application/zip' }
    await keepOne(staffer, zip, { title: 'The volume', production: 'P-1' }, file)
    expect(await offeredFor(committee.viewer, await delivery())).toEqual({
      folders: ['VOL001.zip'],
      items: [{ ref: 'E-1', title: 'The volume', name: 'VOL001.zip' }],
    })
  })

  it('with more than is held of its names is refused, files or links', async () => {
    mkdirSync(here(), { recursive: true })
    const [many, length] = [2_200, 65_500]
    const entry = Buffer.alloc(46 + length, 'a')
    entry.fill(0, 0, 46)
    entry.write('PK\x01\x02\x14\x03', 'latin1')
    entry.writeUInt16LE(length, 28)
    entry.writeUInt32LE((0o120777 << 16) >>> 0, 38)
    const end = Buffer.alloc(22)
    end.write('PK\x05\x06', 'latin1')
    end.writeUInt16LE(many, 8)
    end.writeUInt16LE(many, 10)
    end.writeUInt32LE(many * entry.length, 12)
    const zip = openSync(join(here(), 'names.zip'), 'w')
    for (let one = 0; one < many; one++) writeSync(zip, entry)
    writeSync(zip, end)
    closeSync(zip)
    await expect(preview({ folder: 'names.zip' })).rejects.toThrow('import it in parts')
  })

  it('tells no name that carries a marking, and is read by no list that is named so', async () => {
    put(smallVolume())
    const marked = 'TS_SI_NF strike'
    symlinkSync(join(folder, 'x'), join(here(), `VOL001/${marked}.pdf`))
    writeFileSync(join(here(), 'VOL001/DATA/VOL001.OPT'), `FER-0000005,VOL001,IMAGES\\${marked}.png,Y,,,1\r\n`)
    expect(JSON.stringify(await preview())).not.toContain(marked)
    renameSync(join(here(), 'VOL001/DATA/VOL001.DAT'), join(here(), `VOL001/DATA/${marked}.DAT`))
    expect((await refusalOf(preview())).kind).toBe('spill')
  })

  it('with page images and no documents is said, with what to ask for', async () => {
    const { 'DATA/VOL001.DAT': _, ...rest } = smallVolume()
    put(rest)
    await expect(preview()).rejects.toThrow(/list of page images \(OPT\) and no list of documents.*ask its producer/)
  })

  it('with links, or that is none, is said', async () => {
    mkdirSync(here(), { recursive: true })
    writeFileSync(join(here(), 'link.zip'), zipOf({ 'a.csv': 'No\n1\n' }, { mode: 0o120777 }))
    writeFileSync(join(here(), 'none.zip'), 'not a zip')
    await expect(preview({ folder: 'link.zip' })).rejects.toThrow('no list of documents')
    await expect(preview({ folder: 'none.zip' })).rejects.toThrow('no zip')
  })
})

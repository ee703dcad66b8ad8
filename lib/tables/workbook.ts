import { streamXlsxRows } from 'hucre/xlsx'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import type { Sheet } from '@/lib/tables/layout'
import { asTable, type Source, type Table, TableTrouble } from '@/lib/tables/table'

/** A workbook is held in memory as it came, packed; a million rows of a list need less. */
const LARGEST = 64 * 1024 * 1024
/** Of all its parts together, unpacked: more is a bomb. */
const LARGEST_UNPACKED = 512 * 1024 * 1024
/** Of the texts that its cells share, which are held in memory. */
const LARGEST_TEXTS = 128 * 1024 * 1024
const MOST_PARTS = 5_000

const NO_WORKBOOK = 'It is no workbook that can be read (XLSX, without a password).'
const BOMB = 'This workbook unpacks to far more than a list has; send a CSV.'

/** A sheet of a workbook (XLSX) as rows of text: days as 2026-02-03, moments as 2026-02-03 10:15:00. Throws TableTrouble. */
export async function workbookTable(source: Source, { sheet, headings }: Sheet): Promise<Table> {
  const bytes = await held(source)
  await measured(bytes)
  return asTable(rowsOf(bytes, sheet), headings)
}

async function held(source: Source): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of source()) {
    size += piece.length
    if (size > LARGEST) throw new TableTrouble(`A workbook may have up to ${LARGEST / 1024 / 1024} MB; send a CSV.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces, size)
}

/** Refuses a bomb, by what its directory says and by what really comes out, before the reader unpacks anything. */
async function measured(bytes: Buffer): Promise<void> {
  try {
    await unpacked(bytes)
  } catch (error) {
    throw error instanceof TableTrouble ? error : new TableTrouble(NO_WORKBOOK)
  }
}

function unpacked(bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    // It checks of each part that no more comes out than its directory says.
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      let [parts, all] = [0, 0]
      zip.on('entry', (entry: Entry) => {
        parts += 1
        all += entry.uncompressedSize
        const texts = /sharedStrings/i.test(entry.fileName) ? entry.uncompressedSize : 0
        if (parts > MOST_PARTS || all > LARGEST_UNPACKED || texts > LARGEST_TEXTS) return reject(new TableTrouble(BOMB))
        drained(zip, entry).then(() => zip.readEntry(), reject)
      })
      zip.on('end', resolve)
      zip.on('error', reject)
      zip.readEntry()
    })
  })
}

function drained(zip: ZipFile, entry: Entry): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error)
      stream.on('end', resolve).on('error', reject).resume()
    })
  })
}

async function* rowsOf(bytes: Buffer, sheet: number): AsyncGenerator<{ line: number; cells: string[] }> {
  let any = false
  try {
    for await (const { index, values } of streamXlsxRows(new Uint8Array(bytes), { sheet: sheet - 1 })) {
      any = true
      yield { line: index + 1, cells: values.map(asText) }
    }
  } catch {
    // Whatever it says may repeat what stands in the file.
    throw new TableTrouble(NO_WORKBOOK)
  }
  if (!any) throw new TableTrouble(`There is nothing on sheet ${sheet}, or no such sheet.`)
}

function asText(value: string | number | boolean | Date | null): string {
  if (value === null) return ''
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return ''
    const [day = '', time = ''] = value.toISOString().slice(0, 19).split('T')
    return time === '00:00:00' ? day : `${day} ${time}`
  }
  return String(value).replace(/\r\n?/g, '\n')
}

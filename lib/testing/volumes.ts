import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { logProduction } from '@/lib/productions/commands'
import { CONCORDANCE } from '@/lib/tables/layout'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { putOffice, putRequest } from '@/lib/testing/records'
import { written } from '@/lib/testing/tables'

/* Volumes as producers make them, for the tests of their import. */

export type Files = Record<string, string | Uint8Array>

/** A load file in Concordance's delimiters. */
export const dat = (rows: readonly (readonly string[])[]): string => written(rows, CONCORDANCE, { end: '\r\n' }).content

const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex')
const md5 = (of: string | Uint8Array): string => createHash('md5').update(of).digest('hex')

/** Writes these files below a folder. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** A zip of these files (APPNOTE.TXT 4.3), packed; `mode` is what Unix programs write of an entry. */
export function zipOf(files: Files, { mode = 0o100644 }: { mode?: number } = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [path, content] of Object.entries(files)) {
    const [name, bytes] = [Buffer.from(path), Buffer.from(content)]
    const packed = deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, name)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed])
    parts.push(local)
    at += local.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  const many = Object.keys(files).length
  end.writeUInt16LE(many, 8)
  end.writeUInt16LE(many, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, index, end])
}

const HEADINGS = [
  'BEGDOC',
  'ENDDOC',
  'CUSTODIAN',
  'AUTHOR',
  'SUBJECT',
  'DOCDATE',
  'HASH',
  'NATIVELINK',
  'TEXTLINK',
  'FOLDER',
]

/** A small volume: two documents with native and text, a third in two page images, as a producer on Windows writes it. */
export function smallVolume(prefix = 'FER'): Files {
  const number = (n: number) => `${prefix}-${String(n).padStart(7, '0')}`
  const memo = 'The ferry sails at ten.\n'
  const notice = 'A notice to the bridge.\n'
  const rows = [
    HEADINGS,
    [
      number(1),
      number(3),
      'Harbor office',
      'A. Clerk',
      'Sailing order',
      '02/03/2026',
      sha256(memo),
      '.\\NATIVES\\0001\\Memo.TXT',
      '\\Text\\0001.txt',
      'Orders\nof the day',
    ],
    [
      number(4),
      number(4),
      'Harbor office',
      '',
      'Notice',
      '02/23/2026',
      md5(notice),
      'VOL001\\natives\\0001\\NOTICE.txt',
      '',
      '',
    ],
    [number(5), number(6), 'Bridge', '', '', '', '', '', 'TEXT\\0005.TXT', ''],
  ]
  return {
    'DATA/VOL001.DAT': dat(rows),
    'DATA/VOL001.OPT': `${number(5)},VOL001,IMAGES\\0001\\p5.png,Y,,,2\r\n${number(6)},VOL001,IMAGES\\0001\\p6.png,,,,\r\n`,
    'NATIVES/0001/memo.txt': memo,
    'NATIVES/0001/notice.txt': notice,
    'TEXT/0001.txt': 'The ferry sails at ten.',
    'TEXT/0005.txt': 'Two pages.',
    'IMAGES/0001/p5.png': picture,
    'IMAGES/0001/p6.png': picture,
  }
}

/** A picture of one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A committee with one delivery, P-1, which answers. */
export async function seatWithDelivery(): Promise<Committee> {
  const committee = await seatCommittee()
  const { staffer } = committee
  await putOffice(staffer, 1)
  await putRequest(staffer, 1)
  await putRequest(staffer, 2)
  const came = { fromOffice: 'O-1', receivedOn: '2026-03-02', medium: 'drive', certification: 'not_stated' }
  await logProduction(staffer, { ...came, volume: 'VOL001', part: 'R-1', leave: 'R-2' })
  return committee
}

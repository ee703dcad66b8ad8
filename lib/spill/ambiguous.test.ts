import { randomBytes } from 'node:crypto'
import { getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { docxOf, paragraph, pdfOf, zipOf } from '@/lib/testing/documents'
import { DISGUISED, MARKED } from '@/lib/testing/markings'
import { inspectArchive } from './inspect-archive'
import { inspectFile } from './inspect-file'
import { inspectFileName } from './inspect-file-name'
import { inspectMail } from './inspect-mail'
import { inspectPdf } from './inspect-pdf'
import { inspectText, markingIn } from './inspect-text'
import { RULES } from './rules'

/* A line that says CONFIDENTIAL and nothing else may be a company's own: it is stopped, and of it alone a person may rule. Of nothing else. */

const AMBIGUOUS = 'confidential-line'
const around = (line: string) => `Statement of account.\n\n${line}\n\nThe balance is below.`
const archive = (bytes: Buffer) => inspectArchive(bytes.length, async (from, n) => bytes.subarray(from, from + n))
const pdf = async (bytes: Buffer) => inspectPdf(await getDocumentProxy(new Uint8Array(bytes)))

describe('is ambiguous', () => {
  it.each(['CONFIDENTIAL', '*** CONFIDENTIAL ***', '- CONFIDENTIAL -', 'CONFIDENTIAL Page 3 of 9', '3 CONFIDENTIAL'])(
    '%j',
    (line) => {
      expect(inspectText(around(line))?.rule).toBe(AMBIGUOUS)
    },
  )

  it('in a file of each kind, wherever its text stands', async () => {
    const found = { rule: AMBIGUOUS }
    expect(await pdf(pdfOf(['Statement', 'CONFIDENTIAL']))).toMatchObject(found)
    expect(await archive(docxOf(paragraph('Statement') + paragraph('CONFIDENTIAL')))).toMatchObject(found)
    const mail = Buffer.from('From: a@b.example\r\nSubject: Log\r\n\r\nStatement\r\nCONFIDENTIAL\r\n')
    expect(await inspectMail(mail, async () => null)).toMatchObject(found)
    const bytes = Buffer.from('Statement\nCONFIDENTIAL\n')
    const read = async (from: number, to: number) => bytes.subarray(from, to + 1)
    const file = { name: 'a.txt', mediaType: 'text/plain', encoding: 'utf-8', marking: null, size: bytes.length, read }
    expect(await inspectFile(file)).toMatchObject(found)
  })
})

describe('is never ambiguous', () => {
  const others = [...MARKED, ...DISGUISED].filter((text) => !/^CONFIDENTIAL$/.test(text))
  it.each(others)('%j', (text) => {
    expect(inspectText(text)?.rule).not.toBe(AMBIGUOUS)
  })

  it.each(others)('CONFIDENTIAL together with %j', (text) => {
    expect(inspectText(`CONFIDENTIAL\n\n${text}\n\nCONFIDENTIAL`)?.rule).toSatisfy(
      (rule) => rule !== AMBIGUOUS && Object.hasOwn(RULES, String(rule)),
    )
  })

  it.each([
    'CONFIDENTIAL//NOFORN',
    '(CONFIDENTIAL) The vessel left port.',
    '(C) The vessel left port.',
    'Classification: CONFIDENTIAL',
    'Classification\nCONFIDENTIAL',
    'CONFIDENTIAL NOFORN',
    'CONFIDENTIAL CONFIDENTIAL\nCONFIDENTIAL',
    'CONFIDENTIAL\nDerived From: Multiple Sources',
    'CONFIDENTIAL\nUnder E.O. 13526',
    'CONFIDENTIAL\nSECRET',
    'CONF\u200bIDENTIAL',
    'C0NFIDENTIAL',
    'C O N F I D E N T I A L',
    'ＣＯＮＦＩＤＥＮＴＩＡＬ',
    'CONFIDENTIAL\nCONF\u200bIDENTIAL',
  ])('%j', (text) => {
    const rule = inspectText(around(text))?.rule
    expect(rule).toBeDefined()
    expect(rule).not.toBe(AMBIGUOUS)
  })

  it('a property or a name that says so', () => {
    expect(markingIn('CONFIDENTIAL', 'properties')?.rule).toBe('banner-line')
    for (const name of ['CONFIDENTIAL', 'CONFIDENTIAL.pdf', 'CONFIDENTIAL report.pdf'])
      expect(inspectFileName(name)?.rule).not.toBe(AMBIGUOUS)
  })

  it('a file in which anything harder stands, before or behind', async () => {
    const hard = { rule: expect.not.stringMatching(AMBIGUOUS) }
    for (const pages of [
      ['CONFIDENTIAL', 'SECRET//NOFORN'],
      ['CONFIDENTIAL', 'Words', '(S) The vessel left port.'],
    ])
      expect(await pdf(pdfOf(pages))).toMatchObject(hard)
    const behind = paragraph('CONFIDENTIAL')
    expect(await archive(docxOf(behind, { 'word/footer1.xml': paragraph('TOP SECRET') }))).toMatchObject(hard)
    expect(await archive(docxOf(behind, { 'word/TS_SI_NF.bin': 'x' }))).toMatchObject(hard)
    const parts = ['CONFIDENTIAL', '(S//NF) Words'].map((text) => `--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`)
    const mail = `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`
    expect(await inspectMail(Buffer.from(mail), async () => null)).toMatchObject(hard)
    const bytes = Buffer.from('From: a@b.example\n\nSECRET//NOFORN\n')
    const file = {
      ...{ name: 'a.eml', mediaType: 'message/rfc822', encoding: 'utf-8', size: bytes.length },
      marking: { rule: AMBIGUOUS, place: 'text' } as const,
      read: async (from: number, to: number) => bytes.subarray(from, to + 1),
    }
    expect(await inspectFile(file)).toMatchObject(hard)
  })

  it('an archive that cannot be looked through to its end', async () => {
    const whole = zipOf({ 'word/document.xml': paragraph('CONFIDENTIAL'), 'word/footer1.xml': randomBytes(5_000) })
    // The directory says that the second part is there; its bytes are not what they were packed from.
    const at = whole.indexOf('word/footer1.xml') + 'word/footer1.xml'.length
    const damaged = Buffer.concat([whole.subarray(0, at), Buffer.alloc(2_000, 0xff), whole.subarray(at + 2_000)])
    expect(await archive(damaged)).toMatchObject({ rule: 'not-inspected' })
  })
})

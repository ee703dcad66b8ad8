import { randomBytes } from 'node:crypto'
import { getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { docxOf, paragraph, pdfOf, zipOf } from '@/lib/testing/documents'
import { inspectArchive } from './inspect-archive'
import { inspectMail } from './inspect-mail'
import { inspectPdf } from './inspect-pdf'
import { inspectText } from './inspect-text'
import { runsIn, textOfRtf } from './markup'

const archive = (bytes: Buffer) => inspectArchive(bytes.length, async (from, n) => bytes.subarray(from, from + n))
const pdf = async (bytes: Buffer) => inspectPdf(await getDocumentProxy(new Uint8Array(bytes)))

describe('a document of an office program', () => {
  const core = (title: string) => `<cp:coreProperties><dc:title>${title}</dc:title></cp:coreProperties>`
  const plain = paragraph('The vessel was seen at 10:04.')
  const label = '<property fmtid="{1}" name="Classification"><vt:lpwstr>SECRET//NOFORN</vt:lpwstr></property>'
  const odf = (body: string) => ({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': body })

  it.each([
    ['its title', docxOf(plain, { 'docProps/core.xml': core('SECRET//NOFORN Strike') }), 'properties'],
    ['a property of its own', docxOf(plain, { 'docProps/custom.xml': label }), 'properties'],
    ['its text, drawn in several pieces', docxOf(paragraph('SEC', 'RET', '//NOF', 'ORN')), 'pages'],
    ['a line of its own', docxOf(plain + paragraph('TOP SECRET') + plain), 'pages'],
    ['a portion mark', docxOf(plain + paragraph('(S//NF) The vessel was seen.')), 'pages'],
    ['entities', docxOf(paragraph('&#83;ECRET&#47;/NOFORN')), 'pages'],
    [
      'the head of its pages',
      docxOf(plain, { 'word/header2.xml': `<w:hdr>${paragraph('SECRET//NOFORN')}</w:hdr>` }),
      'pages',
    ],
    [
      'a note at its foot',
      docxOf(plain, { 'word/footnotes.xml': `<a>${paragraph('(TS) From a source.')}</a>` }),
      'pages',
    ],
    ['a name in it', docxOf(plain, { 'word/embeddings/TS_SI_NF.bin': 'x' }), 'parts'],
    [
      'a shared text of a sheet',
      zipOf({ 'xl/sharedStrings.xml': '<sst><si><t>Time</t></si><si><t>SECRET//NF</t></si></sst>' }),
      'pages',
    ],
    [
      'the name of a sheet',
      zipOf({ 'xl/workbook.xml': '<workbook><sheets><sheet name="SECRET//NOFORN"/></sheets></workbook>' }),
      'pages',
    ],
    [
      'the printed head of a sheet',
      zipOf({
        'xl/worksheets/sheet1.xml':
          '<worksheet><oddHeader>&amp;C&amp;"Arial,Bold"&amp;12SECRET//NOFORN</oddHeader></worksheet>',
      }),
      'pages',
    ],
    [
      'a slide',
      zipOf({
        'ppt/slides/slide2.xml': '<p:sld><a:p><a:r><a:t>SECRET</a:t></a:r><a:r><a:t>//NOFORN</a:t></a:r></a:p></p:sld>',
      }),
      'pages',
    ],
    [
      'the notes of a slide',
      zipOf({ 'ppt/notesSlides/notesSlide1.xml': '<p><a:p><a:t>(TS//SI) Say less.</a:t></a:p></p>' }),
      'pages',
    ],
    [
      'an ODF text',
      zipOf(odf('<office:text><text:p>SECRET<text:span>//NOFORN</text:span></text:p></office:text>')),
      'pages',
    ],
    [
      'the properties of an ODF text',
      zipOf({ ...odf('<x/>'), 'meta.xml': '<office:meta><dc:subject>SECRET//NOFORN</dc:subject></office:meta>' }),
      'properties',
    ],
    ['the comment of a zip', zipOf({ 'a.txt': 'x' }, { comment: 'SECRET//NOFORN' }), 'properties'],
  ])('is stopped for %s', async (_what, bytes, place) => {
    expect(await archive(bytes)).toEqual({ rule: expect.any(String), place })
  })

  it.each([
    [
      'ordinary words',
      docxOf(plain + paragraph('By secret ballot; Top Secret clearance required.'), {
        'docProps/core.xml': core('Minutes'),
      }),
    ],
    [
      'a sheet',
      zipOf({
        'xl/sharedStrings.xml': '<sst><si><t>C</t></si><si><t>S</t></si></sst>',
        'xl/worksheets/sheet1.xml': '<sheetData><row><c><v>1</v></c></row></sheetData>',
      }),
    ],
    ['nothing', zipOf({})],
  ])('is let through with %s', async (_what, bytes) => {
    expect(await archive(bytes)).toBeNull()
  })

  it('that is a bomb costs no more than its beginning, and what its directory says is no matter', async () => {
    const bomb = docxOf('x'.repeat(300 * 1024 * 1024))
    const before = process.memoryUsage().arrayBuffers
    expect(await archive(bomb)).toBeNull()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
  })

  it('that has more parts than any document is not taken for looked through', async () => {
    const many = zipOf(Object.fromEntries(Array.from({ length: 60_001 }, (_, i) => [`${i}`, ''])))
    expect(await archive(many)).toEqual({ rule: 'not-inspected', place: 'parts' })
  })
})

describe('a PDF', () => {
  it.each([
    ['its title', pdfOf(['Words'], { Title: 'SECRET//NOFORN' }), 'properties'],
    ['a property of its own', pdfOf(['Words'], { Label: 'TOP SECRET//SI//NOFORN' }), 'properties'],
    ['its first page', pdfOf(['SECRET//NOFORN', 'Words']), 'pages'],
    ['its tenth page', pdfOf([...Array(9).fill('Words'), '(S//NF) The vessel was seen.']), 'pages'],
  ])('is stopped for %s', async (_what, bytes, place) => {
    expect(await pdf(bytes)).toEqual({ rule: expect.any(String), place })
  })

  it('is let through with ordinary words, and is not read to its end', async () => {
    expect(await pdf(pdfOf(['By secret ballot.', 'Top Secret clearance required.'], { Title: 'Minutes' }))).toBeNull()
    expect(await pdf(pdfOf([...Array(10).fill('Words'), 'SECRET//NOFORN']))).toBeNull()
  })
})

describe('a message', () => {
  const inParts = (...parts: string[]) =>
    Buffer.from(
      `From: a@b.example\r\nSubject: Log\r\nContent-Type: multipart/mixed; boundary="=x"\r\n\r\n${parts.map((part) => `--=x\r\n${part}\r\n`).join('')}--=x--\r\n`,
    )
  const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n')
  const attached = (bytes: Buffer, name: string) =>
    `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(bytes)}`
  const look = (bytes: Buffer) => archive(bytes).catch(() => null)

  it.each([
    [
      'its subject, encoded',
      Buffer.from(`From: a@b.example\nSubject: =?utf-8?B?${base64('SECRET//NOFORN')}?=\n\nWords`),
      'text',
    ],
    [
      'its text in Base64',
      inParts(
        `Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('One\nSECRET//NOFORN\n')}`,
      ),
      'attachment',
    ],
    [
      'its text in quoted-printable',
      inParts(
        'Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>SECRE=\r\nT=2F/NOFORN</p>',
      ),
      'attachment',
    ],
    ['the name of an attachment', inParts(attached(Buffer.from('x'), 'TS_SI_NF video.mp4')), 'parts'],
    [
      'a document attached',
      inParts('Content-Type: text/plain\r\n\r\nSee below.', attached(docxOf(paragraph('SECRET//NOFORN')), 'a.docx')),
      'attachment',
    ],
    [
      'a message in it',
      inParts('Content-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\nSubject: x\r\n\r\nSECRET//NOFORN'),
      'attachment',
    ],
  ])('is stopped for %s', async (_what, bytes, place) => {
    expect(await inspectMail(bytes, look)).toEqual({ rule: expect.any(String), place })
  })

  it('is let through with ordinary words', async () => {
    const clean = inParts(
      'Content-Type: text/plain\r\n\r\nBy secret ballot.',
      attached(docxOf(paragraph('Minutes')), 'a.docx'),
    )
    expect(await inspectMail(clean, look)).toBeNull()
  })

  it('in a message in a message, without end, is not taken for looked through', async () => {
    const deep = `${'Content-Type: message/rfc822\n\n'.repeat(20)}x`
    expect(await inspectMail(Buffer.from(deep), look)).toEqual({ rule: 'not-inspected', place: 'attachment' })
  })
})

describe('older forms', () => {
  it('RTF: text, properties and letters in code', () => {
    expect(inspectText(textOfRtf(String.raw`{\rtf1\ansi{\info{\title SECRET//NOFORN}}Words\par}`))?.rule).toBe('banner')
    expect(inspectText(textOfRtf(String.raw`{\rtf1 Words\par\b SEC\b0 RET\'2f/NOFORN\par}`))?.rule).toBe('banner')
    expect(inspectText(textOfRtf(String.raw`{\rtf1 By secret ballot\par}`))).toBeNull()
  })

  it('a binary document: words in one byte a letter and in two', () => {
    const noise = Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0])
    const wide = Buffer.concat([noise, Buffer.from('\rSECRET//NOFORN\r', 'utf16le'), noise])
    expect(inspectText(runsIn(wide))?.rule).toBe('banner')
    expect(
      inspectText(runsIn(Buffer.concat([noise, Buffer.from('\rTOP SECRET//SI\rThe vessel was seen.\r'), noise])))?.rule,
    ).toBe('banner')
    const swapped = Buffer.from('SECRET//NOFORN\r\n', 'utf16le').swap16()
    expect(inspectText(runsIn(Buffer.concat([noise, swapped])))?.rule).toBe('banner')
    expect(inspectText(runsIn(Buffer.concat([noise, Buffer.from('It was put to a secret ballot'), noise])))).toBeNull()
  })

  it('what is packed says nothing by chance', () => {
    for (let i = 0; i < 8; i++) expect(inspectText(runsIn(randomBytes(1024 * 1024)))).toBeNull()
  })
})

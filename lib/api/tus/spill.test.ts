import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { db } from '@/lib/db'
import { getEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { filesOf } from '@/lib/files/queries'
import { spillsFor } from '@/lib/inquiries/queries'
import { tokenFor } from '@/lib/testing/api'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { docxOf, pdfOf, zipOf } from '@/lib/testing/documents'
import { putOffice, putRequest } from '@/lib/testing/records'
import { expectNothingOf, bridgeLog as metadata, tusClient } from '@/lib/testing/uploads'

let committee: Committee
let client: ReturnType<typeof tusClient>
const folder = mkdtempSync(join(tmpdir(), 'ledger-spills-'))

beforeAll(async () => {
  await freshDatabase()
  process.env.DATA_DIR = folder
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  client = tusClient(committee.staffer.inquiry.slug, { authorization: `Bearer ${await tokenFor(committee.staffer)}` })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function fileOf(ref: string | null) {
  const item = await getEvidence(committee.viewer, parseRef('E', ref ?? '') ?? expect.fail(`${ref} is no number`))
  return (await filesOf(committee.viewer, item.id))[0]
}
const mail = (base64: string) =>
  Buffer.from(
    `From: a@b.example\r\nTo: c@d.example\r\nSubject: Log\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`,
  )

describe('what carries a classification marking', () => {
  it.each([[{ filename: 'TS_SI_NF video.mp4' }], [{ title: '(S//NF) Log' }], [{ againReason: 'SECRET//NOFORN' }]])(
    'begins nothing: %o',
    async (more) => {
      const rows = await db().upload.count()
      const told = await client.begin(10, { ...metadata, ...more })
      expect([told.status, told.body.type]).toEqual([422, '/api-docs#spill'])
      expect(await db().upload.count()).toBe(rows)
    },
  )

  it('in the text itself is stopped when it has come, and nothing of it is left', async () => {
    const told = await client.whole(Buffer.from(`${'nothing\n'.repeat(50)}SECRET//NOFORN\nwords\n`), metadata)
    expect([told.status, told.body.type]).toEqual([422, '/api-docs#spill'])
    expect(JSON.stringify(told.body)).not.toContain('NOFORN')
    await expectNothingOf(told.id)
  })

  it.each([
    ['a PDF, on its second page', pdfOf(['Words', 'SECRET//NOFORN']), 'its first pages'],
    [
      'a document, in its properties',
      docxOf('<w:p/>', { 'docProps/app.xml': '<Company>SECRET//NF</Company>' }),
      'properties',
    ],
    ['a sheet, in a cell', zipOf({ 'xl/sharedStrings.xml': '<sst><si><t>SECRET//NOFORN</t></si></sst>' }), 'pages'],
    ['a message, in Base64', mail(Buffer.from('SECRET//NOFORN').toString('base64')), 'text'],
    ['text in UTF-16', Buffer.from('\ufeffLog\r\nSECRET//NOFORN\r\n', 'utf16le'), 'text'],
    ['text in UTF-16 without its mark', Buffer.from('Log\r\nSECRET//NOFORN\r\n', 'utf16le'), 'text'],
    ['RTF', Buffer.from(String.raw`{\rtf1\ansi SECRET//NOFORN\par}`), 'text'],
  ])('in %s: nothing is kept or said of it but the incident', async (_what, bytes, place) => {
    const said = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
    const told = await client.whole(Buffer.from(bytes), { ...metadata, filename: 'strange name.bin' }, 100)
    const lines = said.flatMap((spy) => spy.mock.calls.map(([line]) => String(line))).join('')
    for (const spy of said) spy.mockRestore()
    expect([told.status, told.body.type, told.body.title]).toEqual([
      422,
      '/api-docs#spill',
      'This file looks classified, so it was stopped',
    ])
    expect(told.body.detail).toMatch(/call your security officer.*register entry/s)
    expect(told.body.errors[0].message).toContain(place)
    await expectNothingOf(told.id)
    const rows = await db().auditEvent.findMany({ orderBy: { seq: 'desc' }, take: 1 })
    expect(rows).toMatchObject([{ event: 'refusal.spill', inquiryId: committee.staffer.inquiry.id }])
    const [incident] = await spillsFor(committee.admin)
    expect(incident).toMatchObject({ by: committee.staffer.name, via: 'api', doing: 'upload: finish' })
    expect(incident?.place).toContain(place)
    for (const text of [lines, rows[0]?.body ?? '', JSON.stringify(told.body)]) {
      expect(text).not.toMatch(/NOFORN|SECRET|strange name/)
    }
  })

  it('is an incident each time, and only administrators see those of others', async () => {
    const before = (await spillsFor(committee.admin)).length
    for (let i = 0; i < 2; i++) await client.whole(Buffer.from(`${randomUUID()}\nSECRET//NOFORN\n`), metadata)
    expect(await spillsFor(committee.admin)).toHaveLength(before + 2)
    expect(await spillsFor(committee.staffer)).toHaveLength(before + 2)
    for (const who of ['otherStaffer', 'reviewer', 'viewer', 'minorityStaffer'] as const)
      expect(await spillsFor(committee[who])).toEqual([])
  })

  it('cannot be seen in a document that is damaged: it is kept, and that is said of it', async () => {
    const damaged = Buffer.from('%PDF-1.7\nno more than a beginning')
    const told = await client.whole(damaged, { ...metadata, filename: 'damaged.pdf' })
    expect(told.status).toBe(204)
    expect((await fileOf(told.headers.get('ledger-evidence')))?.metadata.unread).toMatch(/could not be read/)
  })
})

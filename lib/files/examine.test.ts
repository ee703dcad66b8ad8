import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { examine } from '@/lib/files/examine'
import { storage } from '@/lib/storage/storage'

const folder = mkdtempSync(join(tmpdir(), 'ledger-examine-'))
Object.assign(process.env, { DATA_DIR: folder, DATABASE_URL: 'postgres://ledger:a-password@localhost/ledger' })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('takes a document apart in a process that knows none of our passwords', async () => {
  const id = randomUUID()
  const bytes = readFileSync(join('prisma', 'demo', 'alder', 'files', 'cover-letter.pdf'))
  await storage().append(
    id,
    0,
    (async function* () {
      yield bytes
    })(),
  )
  expect(await examine(id, bytes.length, null)).toMatchObject({
    mediaType: 'application/pdf',
    metadata: { pages: expect.any(Number) },
    marking: null,
  })
  const { ledgerContentReader } = globalThis as { ledgerContentReader?: { child: { pid: number } } }
  const settings = `/proc/${ledgerContentReader?.child.pid}/environ`
  // Where the system shows what a process was started with.
  if (existsSync('/proc/self/environ')) expect(readFileSync(settings, 'utf8')).not.toContain('a-password')
})

import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { examine } from '@/lib/files/examine'
import { storage } from '@/lib/storage/storage'
import { pdfOf, zipOf } from '@/lib/testing/documents'

const folder = mkdtempSync(join(tmpdir(), 'ledger-examine-'))
Object.assign(process.env, { DATA_DIR: folder, DATABASE_URL: 'postgres://ledger:a-password@localhost/ledger' })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function put(bytes: Buffer): Promise<[id: string, size: number]> {
  const id = randomUUID()
  const once = async function* () {
    yield bytes
  }
  await storage().append(id, 0, once())
  return [id, bytes.length]
}

type Lanes = { ledgerContentLanes?: { reader?: { child: { pid: number } } }[] }
const pids = () => ((globalThis as Lanes).ledgerContentLanes ?? []).map(({ reader }) => reader?.child.pid)

it('takes a document apart in a process that knows none of our passwords', async () => {
  const bytes = readFileSync(join('prisma', 'demo', 'alder', 'files', 'cover-letter.pdf'))
  expect(await examine(...(await put(bytes)), null)).toMatchObject({
    mediaType: 'application/pdf',
    metadata: { pages: expect.any(Number) },
    marking: null,
  })
  // Where the system shows what a process was started with.
  if (existsSync('/proc/self/environ'))
    expect(readFileSync(`/proc/${pids()[0]}/environ`, 'utf8')).not.toContain('a-password')
})

it('takes quick ones apart while a large one goes on, and large ones one after the other', async () => {
  const many = Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`scans/${i}.txt`, 'a']))
  const large = zipOf({ ...many, 'last.bin': randomBytes(17 * 1024 * 1024) })
  const ended: string[] = []
  const look = async (name: string, bytes: Buffer) => {
    const [id, size] = await put(bytes)
    return examine(id, size, null).then((found) => {
      ended.push(name)
      return found
    })
  }
  const first = look('large', large)
  await expect.poll(() => pids()[0]).toBeDefined()
  const quick = [1, 2, 3].map((n) => look(`quick ${n}`, pdfOf([`Page ${n}`])))
  expect(await Promise.all(quick)).toMatchObject(Array(3).fill({ metadata: { pages: 1 }, marking: null }))
  await Promise.all([first, look('large again', large)])
  expect(ended.slice(0, 3).sort()).toEqual(['quick 1', 'quick 2', 'quick 3'])
  expect(ended.slice(3)).toEqual(['large', 'large again'])
  expect(new Set(pids()).size).toBe(2)
})

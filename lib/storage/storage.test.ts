import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStorage } from '@/lib/storage/folder'
import { NoSuchObject, type Storage, WrongOffset } from '@/lib/storage/storage'

/** Every store there is, each in a place of its own. What holds for one holds for all. */
const stores: { name: string; make: () => Promise<{ store: Storage; end: () => Promise<void> }> }[] = [
  {
    name: 'a folder',
    make: async () => {
      const root = await mkdtemp(join(tmpdir(), 'ledger-files-'))
      return { store: folderStorage(root), end: () => rm(root, { recursive: true, force: true }) }
    },
  },
]

async function* pieces(bytes: Uint8Array, size = 65_536) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function* breakingAfter(bytes: Uint8Array) {
  yield bytes
  throw new Error('the line broke')
}
async function all(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = []
  for await (const chunk of chunks) found.push(Buffer.from(chunk))
  return Buffer.concat(found)
}
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe.each(stores)('$name as a store', ({ make }) => {
  let store: Storage
  let end: () => Promise<void>
  beforeAll(async () => {
    ;({ store, end } = await make())
  })
  afterAll(() => end())

  test('gives back what was appended, before and after it is sealed', async () => {
    const id = randomUUID()
    const bytes = randomBytes(3_000_001)
    expect(await store.arrived(id)).toBeNull()
    expect(await store.append(id, 0, pieces(bytes.subarray(0, 1_000_000)))).toBe(1_000_000)
    expect(await store.append(id, 1_000_000, pieces(bytes.subarray(1_000_000)))).toBe(3_000_001)
    expect(await store.size(id)).toBeNull()
    expect(sha(await all(store.read(id)))).toBe(sha(bytes))
    await store.seal(id)
    await store.seal(id)
    expect(await store.size(id)).toBe(3_000_001)
    expect(await store.arrived(id)).toBeNull()
    expect(sha(await all(store.read(id)))).toBe(sha(bytes))
  })

  test('gives any range, to the byte', async () => {
    const id = randomUUID()
    const bytes = randomBytes(700_000)
    await store.append(id, 0, pieces(bytes))
    await store.seal(id)
    await fc.assert(
      fc.asyncProperty(fc.nat(699_999), fc.nat(699_999), async (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        expect(Buffer.compare(await all(store.read(id, { from, to })), bytes.subarray(from, to + 1))).toBe(0)
      }),
      { numRuns: 25 },
    )
  })

  test('refuses another offset than the one that it is at, and says which that is', async () => {
    const id = randomUUID()
    await store.append(id, 0, pieces(Buffer.from('first')))
    await expect(store.append(id, 3, pieces(Buffer.from('x')))).rejects.toEqual(new WrongOffset(5))
    await expect(store.append(id, 0, pieces(Buffer.from('x')))).rejects.toEqual(new WrongOffset(5))
    await expect(store.append(randomUUID(), 7, pieces(Buffer.from('x')))).rejects.toEqual(new WrongOffset(0))
    expect((await all(store.read(id))).toString()).toBe('first')
  })

  test('keeps what came until the line broke, and goes on from there', async () => {
    const id = randomUUID()
    const bytes = randomBytes(2_500_000)
    await expect(store.append(id, 0, breakingAfter(bytes.subarray(0, 1_700_000)))).rejects.toThrow('the line broke')
    const arrived = (await store.arrived(id)) ?? -1
    expect(arrived).toBe(1_700_000)
    await store.append(id, arrived, pieces(bytes.subarray(arrived)))
    await store.seal(id)
    expect(sha(await all(store.read(id)))).toBe(sha(bytes))
  })

  test('knows nothing of what is not there', async () => {
    const id = randomUUID()
    await expect(all(store.read(id))).rejects.toThrow(NoSuchObject)
    expect(await store.size(id)).toBeNull()
    await store.remove(id)
  })

  test('lists and removes, sealed or not', async () => {
    const [sealed, open] = [randomUUID(), randomUUID()]
    await store.append(sealed, 0, pieces(Buffer.from('sealed')), { later: true })
    await store.seal(sealed, { later: true })
    await store.append(open, 0, pieces(Buffer.from('open')))
    await store.sync()
    const mine = async () => {
      const found = []
      for await (const { id, sealed: is, size } of store.list())
        if (id === sealed || id === open) found.push([id, is, size])
      return found.sort()
    }
    expect(await mine()).toEqual(
      [
        [sealed, true, 6],
        [open, false, 4],
      ].sort(),
    )
    await store.remove(sealed)
    await store.remove(open)
    expect(await mine()).toEqual([])
  })

  test('takes no name that is not an id', async () => {
    await expect(store.append('../../etc/passwd', 0, pieces(Buffer.from('x')))).rejects.toThrow('no id')
  })
})

test('a sealed file in a folder is read-only', async () => {
  const root = await mkdtemp(join(tmpdir(), 'ledger-files-'))
  const store = folderStorage(root)
  const id = randomUUID()
  await store.append(id, 0, pieces(Buffer.from('as it came')))
  await store.seal(id)
  expect((await stat(join(root, 'kept', id.slice(-2), id))).mode & 0o222).toBe(0)
  await rm(root, { recursive: true, force: true })
})

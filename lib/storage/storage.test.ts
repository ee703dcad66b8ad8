import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bucketStorage, PIECE } from '@/lib/storage/bucket'
import { folderStorage } from '@/lib/storage/folder'
import { NoSuchObject, type Storage, WrongOffset } from '@/lib/storage/storage'
import { missingOfRados, startRados } from '@/lib/testing/rados'

type Made = { store: Storage; end: () => Promise<void> }

const absent = missingOfRados()
/** A gateway takes its time to make its pools. */
const STARTED_WITHIN_MS = 180_000
const bucket = 'ledger-test'

/** Every store there is, each in a place of its own. What holds for one holds for all. */
const stores: { name: string; skip: boolean; make: () => Promise<Made> }[] = [
  {
    name: 'a folder',
    skip: false,
    make: async () => {
      const root = await mkdtemp(join(tmpdir(), 'ledger-files-'))
      return { store: folderStorage(root), end: () => rm(root, { recursive: true, force: true }) }
    },
  },
  {
    name: `a bucket of radosgw${absent.length > 0 ? ` (skipped: ${absent.join(', ')} are not installed here)` : ''}`,
    skip: absent.length > 0,
    async make() {
      const rados = await startRados()
      const { endpoint, region, keyId, secret } = rados
      const credentials = { accessKeyId: keyId, secretAccessKey: secret }
      const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
      await s3.send(new CreateBucketCommand({ Bucket: bucket }))
      return { store: bucketStorage({ ...rados, bucket }), end: rados.stop }
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

for (const { name, skip, make } of stores)
  describe.skipIf(skip)(`${name} as a store`, () => {
    let store: Storage
    let end = async () => {}
    beforeAll(async () => {
      ;({ store, end } = await make())
    }, STARTED_WITHIN_MS)
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

    test('grows by steps of any length, across whatever it is kept in', async () => {
      const id = randomUUID()
      const steps = [PIECE - 1, 1, 1, PIECE, 2 * PIECE + 3, 0, 5, PIECE - 9]
      const bytes = randomBytes(steps.reduce((sum, step) => sum + step, 0))
      let at = 0
      for (const step of steps) {
        expect(await store.append(id, at, pieces(bytes.subarray(at, at + step), 1_000_003))).toBe(at + step)
        at += step
        expect(await store.arrived(id)).toBe(at)
      }
      const across = { from: PIECE - 2, to: 3 * PIECE + 1 }
      const right = sha(bytes.subarray(across.from, across.to + 1))
      expect(sha(await all(store.read(id, across)))).toBe(right)
      await expect(store.append(id, PIECE, pieces(Buffer.from('x')))).rejects.toEqual(new WrongOffset(at))
      await expect(store.append(id, at + PIECE, pieces(Buffer.from('x')))).rejects.toEqual(new WrongOffset(at))
      await store.seal(id)
      expect(await store.size(id)).toBe(at)
      expect(sha(await all(store.read(id, across)))).toBe(right)
      expect(sha(await all(store.read(id)))).toBe(sha(bytes))
      await store.remove(id)
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

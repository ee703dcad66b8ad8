import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { tokenFor } from '@/lib/testing/api'
import { seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { bridgeLog as metadata, stored, tusClient } from '@/lib/testing/uploads'

let client: ReturnType<typeof tusClient>
const folder = mkdtempSync(join(tmpdir(), 'ledger-away-'))

beforeAll(async () => {
  await freshDatabase()
  process.env.DATA_DIR = folder
  const { staffer } = await seatCommittee()
  await putOffice(staffer, 1)
  await putRequest(staffer, 1)
  client = tusClient(staffer.inquiry.slug, { authorization: `Bearer ${await tokenFor(staffer)}` })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Bytes that are no text. */
const fresh = (size: number): Buffer<ArrayBuffer> => {
  const bytes = Buffer.from(randomBytes(size))
  bytes[0] = 0
  return bytes
}

describe('while the disk with the files is not mounted', () => {
  it('nothing is taken in that would lie elsewhere; it goes on where it was when the disk is back', async () => {
    const bytes = fresh(3_000)
    await client.whole(fresh(30), metadata)
    const { id } = await client.begin(bytes.length, metadata)
    expect((await client.send(id, 0, bytes.subarray(0, 1_000))).status).toBe(204)
    const [files, elsewhere] = [join(folder, 'files'), join(folder, 'elsewhere')]
    renameSync(files, elsewhere)
    expect((await client.send(id, 0, bytes)).status).toBe(503)
    const other = await client.begin(10, metadata)
    expect((await client.send(other.id, 0, fresh(10))).status).toBe(503)
    expect(existsSync(files)).toBe(false)
    renameSync(elsewhere, files)
    expect((await client.ask(id)).headers.get('upload-offset')).toBe('1000')
    expect((await client.send(id, 1_000, bytes.subarray(1_000))).status).toBe(204)
    await client.giveUp(other.id)
  })

  it('what came while it went is not acknowledged, and is not given up either', async () => {
    const bytes = fresh(2_000)
    const { id } = await client.begin(bytes.length, metadata)
    const [files, elsewhere] = [join(folder, 'files'), join(folder, 'elsewhere')]
    const going = new ReadableStream<Uint8Array>({
      start: (body) => body.enqueue(bytes.subarray(0, 1_000)),
      async pull(body) {
        // The mark goes with the disk; what is being written has its file open.
        await rename(join(files, 'kept'), elsewhere)
        body.enqueue(bytes.subarray(1_000))
        body.close()
      },
    })
    expect((await client.send(id, 0, going)).status).toBe(503)
    expect(await db().storedFile.count({ where: { id } })).toBe(0)
    rmSync(join(files, 'kept'), { recursive: true })
    renameSync(elsewhere, join(files, 'kept'))
    // What the mount point has of it is hidden by the disk.
    expect((await client.send(id, 0, bytes)).status).toBe(204)
    expect(Buffer.compare(await stored(id), bytes)).toBe(0)
  })
})

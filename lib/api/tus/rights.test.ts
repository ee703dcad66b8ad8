import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { serveUpload } from '@/lib/api/tus/serve'
import { db } from '@/lib/db'
import { logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { getEvidence, revisionsOf } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { giveUpUpload } from '@/lib/files/commands'
import { filesOf, listUploads } from '@/lib/files/queries'
import { storage } from '@/lib/storage/storage'
import { tokenFor } from '@/lib/testing/api'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { expectNothingOf, tusClient } from '@/lib/testing/uploads'

const folder = mkdtempSync(join(tmpdir(), 'ledger-uploads-'))
let committee: Committee
let clients: Record<keyof Committee, ReturnType<typeof tusClient>>

/** A committee of its own for each test: what happens to one of them stays there. */
async function seat() {
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  const slug = committee.staffer.inquiry.slug
  const made = Object.entries(committee).map(async ([name, actor]) => [
    name,
    tusClient(slug, { authorization: `Bearer ${await tokenFor(actor)}` }),
  ])
  clients = Object.fromEntries(await Promise.all(made))
}
beforeAll(async () => {
  await freshDatabase()
  Object.assign(process.env, { DATA_DIR: folder, NEXTAUTH_SECRET: 'n'.repeat(40) })
})
beforeEach(seat)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const entry = {
  title: 'Log of the bridge',
  kind: 'log',
  requests: 'R-1',
  fromOffice: 'O-1',
  receivedOn: '2026-02-10',
  handling: 'unclassified',
}
const metadata = { filename: 'bridge.bin', ...entry }
const fresh = (size: number): Buffer<ArrayBuffer> => Buffer.from(randomBytes(size))
const refOf = (ref: string) => parseRef('E', ref) ?? expect.fail(`${ref} is no number of an item`)
const register = (more: object = {}) =>
  logEvidence(committee.otherStaffer, {
    ...entry,
    accessMode: 'delivered_copy',
    heldAt: 'Safe 1',
    ...more,
  }) as Promise<{
    ref: string
    version: number
  }>
const itemOf = (ref: string) => getEvidence(committee.viewer, refOf(ref))

describe('who may upload', () => {
  it.each([
    ['staffer', 201],
    ['minorityStaffer', 201],
    ['nonpartisanStaffer', 201],
    ['reviewer', 403],
    ['viewer', 403],
    ['admin', 403],
  ] as const)('%s: %i', async (who, status) => {
    expect((await clients[who].begin(10, metadata)).status).toBe(status)
    expect(await db().upload.count({ where: { createdById: committee[who].userId } })).toBe(status === 201 ? 1 : 0)
  })

  it('is nobody without a token, with a wrong one, and nobody from another inquiry', async () => {
    const slug = committee.staffer.inquiry.slug
    expect((await tusClient(slug, {}).begin(10, metadata)).status).toBe(401)
    expect((await tusClient(slug, { authorization: 'Bearer olt_nothing' }).begin(10, metadata)).status).toBe(401)
    const stranger = { authorization: `Bearer ${await tokenFor((await seatCommittee()).staffer)}` }
    const [hidden, unknown] = [tusClient(slug, stranger), tusClient('no-such-inquiry', stranger)]
    const without = ({ body }: { body: object }) => ({ ...body, instance: '' })
    const [one, other] = [await hidden.begin(10, metadata), await unknown.begin(10, metadata)]
    expect([one.status, without(one)]).toEqual([404, without(other)])
  })

  it('is whoever began it, and nobody else goes on with it or asks for it', async () => {
    const { id } = await clients.staffer.begin(10, metadata)
    for (const who of ['otherStaffer', 'minorityStaffer', 'reviewer', 'viewer', 'admin'] as const) {
      const other = clients[who]
      const told = [await other.ask(id), await other.send(id, 0, fresh(10)), await other.giveUp(id)]
      expect(told.map(({ status }) => status)).toEqual([404, 404, 404])
    }
    expect((await clients.staffer.ask('no-such-upload')).status).toBe(404)
    expect((await clients.staffer.ask(id)).headers.get('upload-offset')).toBe('0')
  })

  it('is whoever is signed in, from a page of ours and from no other', async () => {
    const { slug } = committee.staffer.inquiry
    const expiresAt = new Date(Date.now() + 60_000)
    const session = await db().userSession.create({
      data: { userId: committee.staffer.userId, expiresAt, browser: 'Test', address: '127.0.0.1' },
    })
    const value = await encode({ token: { sessionId: session.id }, secret: 'n'.repeat(40), maxAge: 60 })
    const cookie = `a=b; next-auth.session-token=${value}`
    const page = (headers: Record<string, string>) => tusClient(slug, { cookie, ...headers })
    const own = page({ origin: 'http://localhost:3000' })
    const { id, status } = await own.begin(10, metadata)
    expect(status).toBe(201)
    for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, {}]) {
      const foreign = page(headers as Record<string, string>)
      const told = [await foreign.begin(10, metadata), await foreign.send(id, 0, fresh(10)), await foreign.giveUp(id)]
      expect(told.map(({ status }) => status)).toEqual([403, 403, 403])
    }
    expect((await page({ 'sec-fetch-site': 'same-origin' }).ask(id)).status).toBe(200)
    expect((await page({ origin: 'https://elsewhere.example' }).ask(id)).status).toBe(403)
    expect((await page({ 'sec-fetch-site': 'cross-site' }).ask(id)).status).toBe(403)
    await db().userSession.update({ where: { id: session.id }, data: { endedAt: new Date() } })
    expect((await own.send(id, 0, fresh(10))).status).toBe(401)
  })
})

describe('what happens while it is on its way', () => {
  const meanwhile: Record<string, { act: () => Promise<unknown>; status: number }> = {
    'they are removed from the inquiry': {
      act: () => db().membership.deleteMany({ where: { userId: committee.staffer.userId } }),
      status: 404,
    },
    'they become a viewer': {
      act: () => db().membership.updateMany({ where: { userId: committee.staffer.userId }, data: { role: 'viewer' } }),
      status: 403,
    },
    'the inquiry is closed': {
      act: () => db().inquiry.update({ where: { id: committee.staffer.inquiry.id }, data: { closedOn: new Date() } }),
      status: 409,
    },
    'their account is disabled': {
      act: () => db().user.update({ where: { id: committee.staffer.userId }, data: { disabledAt: new Date() } }),
      status: 401,
    },
  }

  it.each(Object.entries(meanwhile))('between two pieces: %s', async (what, { act, status }) => {
    const { id } = await clients.staffer.begin(100, metadata)
    await clients.staffer.send(id, 0, fresh(60))
    await act()
    expect((await clients.staffer.send(id, 60, fresh(40))).status).toBe(status)
    expect(await db().storedFile.count({ where: { id } })).toBe(0)
    // Whoever is let in again, or signs in again, goes on; the sweep takes what nobody may go on with.
    if (/removed|disabled/.test(what)) expect(await storage().arrived(id)).toBe(60)
    else await expectNothingOf(id)
  })

  it.each(Object.entries(meanwhile))('in the middle of one piece: %s', async (_what, { act, status }) => {
    const { id } = await clients.staffer.begin(2 ** 30, metadata)
    const piece = fresh(1_000)
    let acted: Promise<unknown> | undefined
    // As fast as it is taken, and for longer than a segment, after which rights are asked for again.
    const endless = new ReadableStream<Uint8Array>({
      async pull(controller) {
        acted ??= act()
        await acted
        controller.enqueue(piece)
      },
    })
    expect((await clients.staffer.send(id, 0, endless)).status).toBe(status)
    expect(await db().storedFile.count({ where: { id } })).toBe(0)
  })

  /** A thousand bytes, then nothing until `goOn` is called; `waiting` tells when those have been taken. */
  function stalled() {
    let began = () => {}
    let goOn = () => {}
    const waiting = new Promise<void>((resolve) => {
      began = resolve
    })
    const more = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(fresh(1_000)),
      pull: async (controller) => {
        began()
        await more
        controller.close()
      },
    })
    return { body, waiting, goOn }
  }

  it('whoever may not go on with it asks for it, and whoever sends is not disturbed', async () => {
    const { id } = await clients.staffer.begin(1_000_000, metadata)
    const { body, waiting, goOn } = stalled()
    const first = clients.staffer.send(id, 0, body)
    await waiting
    const strangers = tusClient(committee.staffer.inquiry.slug, {
      authorization: `Bearer ${await tokenFor((await seatCommittee()).staffer)}`,
    })
    for (const other of [clients.minorityStaffer, clients.viewer, strangers]) {
      expect([(await other.ask(id)).status, (await other.giveUp(id)).status]).toEqual([404, 404])
    }
    goOn()
    expect([(await first).status, (await first).headers.get('upload-offset')]).toEqual([204, '1000'])
  })

  it('what comes with the request that makes it takes its turn too', async () => {
    const { body, waiting } = stalled()
    const headers = {
      'upload-length': '1000000',
      'upload-metadata': Object.entries(metadata)
        .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
        .join(','),
      'content-type': 'application/offset+octet-stream',
    }
    const first = clients.staffer.call('POST', undefined, headers, body)
    await waiting
    const [begun] = await listUploads(committee.staffer)
    expect((await clients.staffer.ask(begun?.id ?? '')).headers.get('upload-offset')).toBe('1000')
    expect((await first).status).toBe(409)
  })

  it('is named by its address alone, whatever stands behind it', async () => {
    const [one, other] = [await clients.staffer.begin(100, metadata), await clients.staffer.begin(100, metadata)]
    await clients.staffer.send(other.id, 0, fresh(60))
    const { slug } = committee.staffer.inquiry
    const asked = (rest: string) =>
      serveUpload(
        new Request(`http://localhost:3000/api/v1/inquiries/${slug}/uploads/${one.id}${rest}`, {
          method: 'HEAD',
          headers: { 'tus-resumable': '1.0.0', authorization },
        }),
        slug,
        one.id,
      )
    const authorization = `Bearer ${await tokenFor(committee.staffer)}`
    for (const rest of ['', `?/${other.id}`, `?a=/${other.id}/`]) {
      expect((await asked(rest)).headers.get('upload-offset')).toBe('0')
    }
  })

  it('somebody else asks how far it is: the first lets go, and what came is there', async () => {
    const { id } = await clients.staffer.begin(1_000_000, metadata)
    const { body, waiting } = stalled()
    const first = clients.staffer.send(id, 0, body)
    await waiting
    const told = await clients.staffer.ask(id)
    expect(told.headers.get('upload-offset')).toBe('1000')
    expect((await first).status).toBe(409)
    expect((await clients.staffer.send(id, 1_000, fresh(10))).headers.get('upload-offset')).toBe('1010')
  })
})

describe('the file of an item that is there', () => {
  it('is kept on it, once', async () => {
    const { ref } = await register()
    const bytes = fresh(500)
    expect(
      (await clients.staffer.whole(bytes, { filename: 'a.bin', evidence: ref })).headers.get('ledger-evidence'),
    ).toBe(ref)
    const item = await itemOf(ref)
    expect(item).toMatchObject({ revision: 1, status: 'logged' })
    expect(await filesOf(committee.viewer, item.id)).toMatchObject([{ revision: 1, size: 500 }])
    const again = await clients.staffer.begin(10, { filename: 'b.bin', evidence: ref })
    expect([again.status, again.body.title]).toEqual([403, expect.stringContaining('corrected copy')])
  })

  it.each([
    ['a register entry only', { handling: 'top_secret', controlNumber: 'C-1' }, 403],
    ['what was only shown', { accessMode: 'shown_only' }, 403],
  ])('is not begun for %s', async (_what, more, status) => {
    const { ref } = await register(more)
    expect((await clients.staffer.begin(10, { filename: 'a.bin', evidence: ref })).status).toBe(status)
  })

  it('is not begun for an item that does not exist, or with an entry of its own', async () => {
    expect((await clients.staffer.begin(10, { filename: 'a.bin', evidence: 'E-99' })).status).toBe(404)
    const { ref } = await register()
    expect((await clients.staffer.begin(10, { ...metadata, evidence: ref })).status).toBe(422)
  })

  it('has one uploader at a time; when the first stands still, another may', async () => {
    const { ref } = await register()
    const { id } = await clients.staffer.begin(10, { filename: 'a.bin', evidence: ref })
    const second = await clients.minorityStaffer.begin(10, { filename: 'b.bin', evidence: ref })
    expect([second.status, second.body.title]).toEqual([409, `A file for ${ref} is on its way already`])
    await db().upload.update({ where: { id }, data: { lastAt: new Date(Date.now() - 11 * 60_000) } })
    const third = await clients.minorityStaffer.whole(fresh(10), { filename: 'b.bin', evidence: ref })
    expect(third.status).toBe(204)
    const late = await clients.staffer.send(id, 0, fresh(10))
    expect(late.status).toBe(403)
    await expectNothingOf(id)
  })

  it('is stopped when a reviewer takes the item up, or somebody revises it', async () => {
    for (const move of [
      (item: object) => moveEvidence(committee.reviewer, { ...item, to: 'in_review' }),
      (item: object) => moveEvidence(committee.otherStaffer, { ...item, to: 'logged', note: 'Mended.' }),
    ]) {
      const { ref, version } = await register()
      const { id } = await clients.staffer.begin(20, { filename: 'a.bin', evidence: ref })
      await clients.staffer.send(id, 0, fresh(10))
      await move({ evidence: ref, version })
      expect([403, 422]).toContain((await clients.staffer.send(id, 10, fresh(10))).status)
      await expectNothingOf(id)
      expect(await filesOf(committee.viewer, (await itemOf(ref)).id)).toEqual([])
    }
  })
})

describe('a corrected copy', () => {
  const correction = { filename: 'b.bin', changed: 'Exported anew, without the jump.', receivedOn: '2026-02-12' }
  async function withFile() {
    const item = await register()
    await clients.otherStaffer.whole(fresh(500), { filename: 'a.bin', evidence: item.ref })
    return item
  }

  it('becomes a new revision when all of it has come, and not before; the old file and its review stay', async () => {
    const { ref, version } = await withFile()
    const taken = await moveEvidence(committee.reviewer, { evidence: ref, version, to: 'in_review' })
    const judged = { responsive: 'yes', complete: 'no', authentic: 'yes', note: 'It jumps.' }
    await moveEvidence(committee.reviewer, { evidence: ref, version: taken.version, to: 'rejected', ...judged })
    const { id } = await clients.staffer.begin(600, { ...correction, evidence: ref })
    await clients.staffer.send(id, 0, fresh(300))
    expect(await itemOf(ref)).toMatchObject({ revision: 1, status: 'rejected' })
    expect((await clients.staffer.send(id, 300, fresh(300))).headers.get('ledger-revision')).toBe('2')
    const item = await itemOf(ref)
    expect(item).toMatchObject({ revision: 2, status: 'logged', receivedOn: '2026-02-12', reviewer: null })
    expect(item.reviews).toMatchObject([{ revision: 1, verdict: 'rejected' }])
    expect((await filesOf(committee.viewer, item.id)).map(({ revision, size }) => [revision, size])).toEqual([
      [2, 600],
      [1, 500],
    ])
    expect((await revisionsOf(committee.viewer, item.id))[1]?.changed).toBe(correction.changed)
  })

  it('that is given up leaves the item as it was', async () => {
    const { ref } = await withFile()
    const { id } = await clients.staffer.begin(600, { ...correction, evidence: ref })
    await clients.staffer.send(id, 0, fresh(300))
    expect((await clients.staffer.giveUp(id)).status).toBe(204)
    await expectNothingOf(id)
    expect(await itemOf(ref)).toMatchObject({ revision: 1, version: 1 })
  })

  it('is not begun of what was returned, nor without saying what changed', async () => {
    const { ref } = await withFile()
    expect((await clients.staffer.begin(10, { ...correction, changed: '', evidence: ref })).status).toBe(422)
    await db().evidenceItem.updateMany({ where: { id: (await itemOf(ref)).id }, data: { status: 'returned' } })
    expect((await clients.staffer.begin(10, { ...correction, evidence: ref })).status).toBe(403)
  })
})

describe('what was not finished', () => {
  it('is shown to the staff, with whose it is and how far', async () => {
    const { id } = await clients.staffer.begin(100, metadata)
    await clients.staffer.send(id, 0, fresh(60))
    for (const who of ['staffer', 'minorityStaffer'] as const) {
      expect(await listUploads(committee[who])).toMatchObject([
        { id, arrived: 60, size: 100, by: 'staffer', own: who === 'staffer', title: 'Log of the bridge', item: null },
      ])
    }
    expect(await listUploads((await seatCommittee()).staffer)).toEqual([])
  })

  it('is given up by whoever began it, and by another staffer once it stands still', async () => {
    const { id } = await clients.staffer.begin(100, metadata)
    await clients.staffer.send(id, 0, fresh(60))
    expect((await refusalOf(giveUpUpload(committee.otherStaffer, { upload: id }))).kind).toBe('forbidden')
    for (const who of ['reviewer', 'viewer', 'admin'] as const) {
      expect((await refusalOf(giveUpUpload(committee[who], { upload: id }))).kind).toBe('missing')
    }
    await db().upload.update({ where: { id }, data: { lastAt: new Date(Date.now() - 11 * 60_000) } })
    await giveUpUpload(committee.otherStaffer, { upload: id })
    await expectNothingOf(id)
    expect((await clients.staffer.send(id, 60, fresh(40))).status).toBe(404)
  })
})

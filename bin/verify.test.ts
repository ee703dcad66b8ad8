import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase, type TestDatabase } from '@/lib/testing/database'
import { keepOne, tamper } from '@/lib/testing/files'
import { putOffice, putRequest } from '@/lib/testing/records'

const folder = mkdtempSync(join(tmpdir(), 'ledger-verify-'))
process.env.DATA_DIR = folder

let database: TestDatabase
let committee: Committee
beforeAll(async () => {
  database = await freshDatabase()
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function verify(...args: string[]) {
  const { ownerUrl, appUrl } = database
  const env = { ...process.env, DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, DATA_DIR: folder }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/verify.ts', ...args], { env })
  return { status, out: stdout.toString(), err: stderr.toString() }
}

test('names what is not as it came, fails then, and writes down what it found', { timeout: 60_000 }, async () => {
  const kept = [
    await keepOne(committee.staffer, randomBytes(1_000)),
    await keepOne(committee.staffer, randomBytes(2_000)),
  ] as const
  expect(verify()).toMatchObject({ status: 0, out: expect.stringContaining('Each is what came.') })
  tamper(kept[0], randomBytes(1_000))
  tamper(kept[1], null)
  const { status, out } = verify('--inquiry', committee.staffer.inquiry.slug)
  expect(status).toBe(1)
  expect(out).toContain(`${kept[0].ref}, revision 1: deck.mp4\n  expected ${kept[0].sha256}`)
  expect(out).toContain('found    missing')
  const events = await db().auditEvent.findMany({ where: { event: 'file.mismatch' } })
  expect(events.map(({ body }) => JSON.parse(body).via)).toEqual(['command line', 'command line'])
  expect(verify('--inquiry', 'nowhere')).toMatchObject({ status: 1, err: expect.stringContaining('no inquiry') })
})

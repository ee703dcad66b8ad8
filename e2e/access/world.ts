import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect } from '@playwright/test'
import { Client } from 'pg'
import { noteIncident } from '@/lib/audit/denials'
import { recordClaim } from '@/lib/claims/commands'
import { logCorrespondence } from '@/lib/correspondence/commands'
import { db } from '@/lib/db'
import { databaseConnection } from '@/lib/db-url'
import { logEvidence } from '@/lib/evidence/commands'
import { loadEvidence } from '@/lib/evidence/queries'
import { beginUpload, setAside } from '@/lib/files/commands'
import { keepFile } from '@/lib/files/record'
import { spilledFile } from '@/lib/input'
import { JOB_LOCK } from '@/lib/jobs/commands'
import { draftLetter, moveLetter, setLetterRequests } from '@/lib/letters/commands'
import { addOffice } from '@/lib/offices/commands'
import type { Actor } from '@/lib/people/actor'
import { hashPassword } from '@/lib/people/password'
import { logProduction } from '@/lib/productions/commands'
import { logQuestion } from '@/lib/questions/commands'
import { draftRequest } from '@/lib/requests/commands'
import { findingIn } from '@/lib/spill/inspect-text'
import { folderStorage } from '@/lib/storage/folder'
import { seatCommittee } from '@/lib/testing/committee'
import { putRequest } from '@/lib/testing/records'
import { writeFiles } from '@/lib/testing/volumes'
import { logWithheld } from '@/lib/withheld/commands'
import { bringLog } from '@/lib/withheld/import'
import { sessionOf } from '../fixtures/sign-in'

/** Everybody there is, as far as access goes. `chair`: administrator of the inquiry; `admin`: of the installation, and in no inquiry. */
export const everybody = [
  'nobody',
  'disabled',
  'outsider',
  'viewer',
  'staffer',
  'reviewer',
  'minority',
  'chair',
  'admin',
] as const
export type Who = (typeof everybody)[number]

/** A record as it was just made. */
type Made = { ref: string; version: number }

/** An inquiry in which every kind of record stands once, what is the majority's own too, and everybody who may or may not see it. */
export type World = {
  slug: string
  actors: Record<'staffer' | 'reviewer' | 'minority' | 'viewer' | 'chair', Actor>
  ids: Record<Exclude<Who, 'nobody'>, string>
  /** Memberships in the inquiry */
  seats: { viewer: string }
  job: string
  /** A bag that the staffer had prepared */
  bag: string
  /** A kept file of the first item */
  file: string
  /** A file that was set aside */
  upload: string
  /** Cookie header of each; undefined for nobody */
  cookies: Record<Who, string | undefined>
  make: ReturnType<typeof makers>
  /** A privilege log that was brought */
  log: string
  /** Resolves when every job of the inquiry has ended that a worker can take up */
  ended(): Promise<void>
}

/** A privilege log of one entry, which no log before it had. */
export const privilegeLog = () => `Control no.,Description,Treatment,Privilege\n${randomUUID()},A memo,Whole,Statute\n`

const password = 'four plain words with no meaning'
const passwordHash = hashPassword(password)
const today = '2026-01-12'
const dueOn = '2030-01-01'

async function account(name: string, more: { isAdmin?: boolean; disabledAt?: Date } = {}) {
  const email = `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@test.example`
  return db().user.create({ data: { email, name, passwordHash: await passwordHash, ...more } })
}

/** Each makes something new, through the rooms' own commands where there is a rule to it. */
function makers(staffer: Actor, chairId: string, dataDir: string) {
  const inquiryId = staffer.inquiry.id
  let number = 100
  const asked = {
    kind: 'video',
    title: 'The recording',
    wording: 'All of it.',
    addressee: 'O-1',
    questions: ['Q-1'],
    formWanted: 'delivered_copy',
    handling: 'unclassified',
    dueOn,
  }
  const make = {
    office: () => addOffice(staffer, { name: `Office ${randomUUID().slice(0, 8)}` }),
    question: () => logQuestion(staffer, { wording: 'What happened?', why: 'It matters.', theme: 'when' }),
    claim: () =>
      recordClaim(staffer, { question: 'Q-1', statement: 'Said.', sourceKind: 'witness', source: 'A witness' }),
    draft: (partition: 'shared' | 'majority') => draftRequest(staffer, { ...asked, partition }),
    async issued(): Promise<Made> {
      number += 1
      await putRequest(staffer, number)
      return { ref: `R-${number}`, version: 1 }
    },
    /** A draft of a letter with a draft request on it, both of that partition. */
    async letter(partition: 'shared' | 'majority') {
      const request = await make.draft(partition)
      const about = { instrument: 'letter', subject: 'The recording', addressee: 'O-1', dueOn }
      const { ref, version } = await draftLetter(staffer, { ...about, partition, requests: [] })
      return setLetterRequests(staffer, { letter: ref, version, requests: [request.ref] })
    },
    async ownLetterInClearance() {
      const { ref, version } = await make.letter('majority')
      return moveLetter(staffer, { letter: ref, version, to: 'in_clearance' })
    },
    correspondence: (partition: 'shared' | 'majority') =>
      logCorrespondence(staffer, {
        medium: 'call',
        direction: 'held',
        happenedOn: today,
        office: 'O-1',
        about: 'The recording',
        requests: [],
        partition,
      }),
    item: async () =>
      logEvidence(staffer, {
        title: 'A recording',
        kind: 'video',
        receivedOn: today,
        fromOffice: 'O-1',
        accessMode: 'delivered_copy',
        handling: 'unclassified',
        heldAt: 'Room 1',
        requests: [(await make.issued()).ref],
      }),
    production: async () =>
      logProduction(staffer, {
        fromOffice: 'O-1',
        receivedOn: today,
        medium: 'drive',
        certification: 'not_stated',
        leave: [(await make.issued()).ref],
      }),
    withheld: async () =>
      logWithheld(staffer, {
        requests: [(await make.issued()).ref],
        office: 'O-1',
        assertedOn: today,
        what: 'An e-mail',
        extent: 'whole',
        basis: 'attorney_client',
      }),
    /** A delivery, and a volume of one document for it, on the server. */
    volume: async (): Promise<{ production: string; folder: string }> => {
      const { ref } = await make.production()
      const folder = `volume-${randomUUID()}`
      writeFiles(join(dataDir, 'import', staffer.inquiry.slug, folder), { 'list.csv': 'Begdoc,Title\nHBR-1,A memo\n' })
      return { production: String(ref), folder }
    },
    log: async (): Promise<string> => {
      const requests = [(await make.issued()).ref]
      const log = new File([privilegeLog()], 'log.csv')
      return String((await bringLog(staffer, { office: 'O-1', assertedOn: today, requests, log })).id)
    },
    /** A file that came and is not the one on its producer's list. */
    async setAside(): Promise<string> {
      const bytes = Buffer.from(`10:04 All is well. ${randomUUID()}\n`)
      const entry = { kind: 'log', requests: (await make.issued()).ref, fromOffice: 'O-1', receivedOn: today }
      const begun = await beginUpload(staffer, {
        ...{ filename: 'engine.log', size: bytes.length, claimedHash: '0'.repeat(64) },
        entry: { ...entry, handling: 'unclassified' },
      })
      const upload = String(begun.id)
      await folderStorage(join(dataDir, 'files')).append(upload, 0, Readable.from([bytes]))
      await setAside({ ...found(bytes), metadata: { text: { encoding: 'utf-8', lines: 1 } } })(staffer, { upload })
      return upload
    },
    /** A file that the spill guard stopped, and that may be ruled on. */
    async spill(): Promise<string> {
      const sha256 = createHash('sha256').update(randomUUID()).digest('hex')
      const refusal = spilledFile(findingIn({ rule: 'confidential-line', place: 'pages' }), sha256)
      await db().$transaction((tx) => noteIncident(tx, staffer, refusal, 'upload.finish'))
      const where = { inquiryId, event: 'refusal.spill', body: { contains: sha256 } }
      return (await db().auditEvent.findFirstOrThrow({ where, select: { subjectId: true } })).subjectId
    },
    /** A job that waits, and that no worker takes up, because this process holds its lock; it is told from others by its empty input. */
    async job(): Promise<string> {
      const id = randomUUID()
      const client = new Client({ connectionString: databaseConnection().url })
      await client.connect()
      await client.query('SELECT pg_advisory_lock($1::int, hashtext($2::text))', [JOB_LOCK, id])
      await db().job.create({ data: { id, inquiryId, kind: 'check_files', input: {}, createdById: staffer.userId } })
      return id
    },
    /** An account and nothing else. */
    async person({ disabled = false } = {}) {
      const { id, email } = await account('Somebody', disabled ? { disabledAt: new Date() } : {})
      return { userId: id, email, password }
    },
    async membership() {
      const { id: userId } = await account('Member')
      return (await db().membership.create({ data: { inquiryId, userId, role: 'viewer', side: 'majority' } })).id
    },
    /** Another inquiry, whose administrator the chair is; gives its slug. */
    async inquiry({ closed = false } = {}) {
      const slug = `other-${randomUUID().slice(0, 8)}`
      const days = { openedOn: new Date('2026-01-05'), closedOn: closed ? new Date('2026-01-06') : null }
      const of = { slug, name: `Inquiry ${slug}`, committee: 'Committee', chamber: 'senate' as const, ...days }
      const { id } = await db().inquiry.create({ data: of })
      await db().membership.create({
        data: { inquiryId: id, userId: chairId, role: 'admin', side: 'nonpartisan' },
      })
      return slug
    },
  }
  return make
}

/** What is found in a small log. */
const found = (bytes: Buffer) => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  md5: null,
  mediaType: 'text/plain',
  lineIndex: Buffer.alloc(8),
})

/** The smallest bag there can be: the end of a tar. */
async function preparedBag({ inquiry, userId: createdById }: Actor): Promise<string> {
  const id = randomUUID()
  const inquiryId = inquiry.id
  const ended = { status: 'done' as const, endedAt: new Date() }
  await db().job.create({ data: { id, inquiryId, kind: 'prepare_bag', input: {}, createdById, ...ended } })
  const counts = { size: 1_024, files: 0, fileBytes: 0, leftOut: 0 }
  await db().bag.create({ data: { id, inquiryId, name: 'bag', of: 'the whole inquiry', createdById, ...counts } })
  await db().bagSegment.create({ data: { bagId: id, at: 0, size: 1_024, content: Buffer.alloc(1_024) } })
  return id
}

/** A small log, as the file of this item. */
async function keptFile(staffer: Actor, ref: string, dataDir: string): Promise<string> {
  const id = randomUUID()
  const bytes = Buffer.from('10:04 All is well.\n')
  const store = folderStorage(join(dataDir, 'files'))
  await store.append(id, 0, Readable.from([bytes]))
  await store.seal(id)
  const number = Number(ref.slice(2))
  await db().$transaction(async (tx) => {
    const item = await loadEvidence(tx, staffer, { series: 'shared', number })
    const what = { revision: 1, role: 'original' as const, page: 0, name: 'engine.log', size: bytes.length }
    const metadata = { text: { encoding: 'utf-8' as const, lines: 1 } }
    await keepFile(tx, staffer, { id, item, metadata, ...what, ...found(bytes), claimedHash: null })
  })
  return id
}

/** Made in the database that `lib/db.ts` speaks with; the one file lies in `dataDir`, that of the server. */
export async function makeWorld(dataDir = process.env.LEDGER_E2E_DATA ?? ''): Promise<World> {
  const { staffer, reviewer, minorityStaffer: minority, viewer, admin: chair } = await seatCommittee()
  const { id: disabled } = await account('Disabled', { disabledAt: new Date() })
  await db().membership.create({
    data: { inquiryId: staffer.inquiry.id, userId: disabled, role: 'staffer', side: 'majority' },
  })
  const ids = {
    disabled,
    outsider: (await account('Outsider')).id,
    viewer: viewer.userId,
    staffer: staffer.userId,
    reviewer: reviewer.userId,
    minority: minority.userId,
    chair: chair.userId,
    admin: (await account('Administrator', { isAdmin: true })).id,
  }
  const cookies: Partial<World['cookies']> = {}
  for (const who of everybody) cookies[who] = who === 'nobody' ? undefined : (await sessionOf(ids[who])).cookie
  const seat = await db().membership.findFirstOrThrow({ where: { userId: viewer.userId } })
  const make = makers(staffer, chair.userId, dataDir)
  // One of each, so that every page has something to show.
  await make.office()
  await make.question()
  await make.claim()
  const item = await make.item()
  await make.production()
  await make.withheld()
  for (const partition of ['shared', 'majority'] as const) {
    await make.letter(partition)
    await make.correspondence(partition)
  }
  return {
    slug: staffer.inquiry.slug,
    actors: { staffer, reviewer, minority, viewer, chair },
    ids,
    seats: { viewer: seat.id },
    job: await make.job(),
    upload: await make.setAside(),
    bag: await preparedBag(staffer),
    file: await keptFile(staffer, item.ref, dataDir),
    cookies: cookies as World['cookies'],
    make,
    log: await make.log(),
    async ended() {
      const running = () =>
        db().job.count({ where: { inquiryId: staffer.inquiry.id, endedAt: null, NOT: { input: { equals: {} } } } })
      await expect.poll(running, { timeout: 20_000 }).toBe(0)
    },
  }
}

import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Method, Operation } from '@/lib/api/operation'
import { operations } from '@/lib/api/registry'
import { noteIncident } from '@/lib/audit/denials'
import { db } from '@/lib/db'
import { spillsFor } from '@/lib/inquiries/queries'
import type { Actor } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { type Answered, send, tokenFor } from '@/lib/testing/api'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { smallVolume, writeFiles } from '@/lib/testing/volumes'
import { addDays, daysBetween, isDay, today } from '@/lib/time'

/*
 * One request from its question to the register, told by the examples of the API's own description, in the order in which a committee does
 * it: so every example works, and every record that an address can name is there afterwards, as number 1.
 */

export type Step = { id: string; who?: keyof Committee; also?: Record<string, unknown> }

/** Who does what, a staffer if nothing is said; `also` changes the example. What follows the issue needs a request that went out. */
export const steps: readonly Step[] = [
  { id: 'createOffice' },
  { id: 'editOffice' },
  { id: 'createQuestion' },
  { id: 'editQuestion' },
  { id: 'createClaim' },
  { id: 'editClaim' },
  { id: 'createLetter' },
  { id: 'editLetter' },
  { id: 'createRequest' },
  { id: 'editRequest' },
  { id: 'setLetterRequests' },
  { id: 'moveLetter' },
  { id: 'clearLetter', who: 'reviewer' },
  { id: 'moveLetter', also: { to: 'issued', issuedOn: '2026-02-12', version: 6 } },
  { id: 'createCorrespondence' },
  { id: 'editCorrespondence' },
  { id: 'moveRequest' },
  { id: 'extendRequest' },
  { id: 'setRequestBlocker' },
  { id: 'takeRequestRung' },
  { id: 'assignRequest' },
  { id: 'addRequestNote' },
  { id: 'createProduction' },
  { id: 'editProduction' },
  { id: 'importVolume' },
  { id: 'createEvidence', also: { all: ['R-1'] } },
  { id: 'editEvidence' },
  { id: 'moveEvidence', who: 'reviewer' },
  { id: 'noteEvidence' },
  { id: 'createWithheld' },
  { id: 'editWithheld' },
  { id: 'moveWithheld', who: 'reviewer' },
  { id: 'createWithheld', also: { controlNumber: 'HBR-PRIV-0002' } },
  { id: 'createWithheld', also: { controlNumber: 'HBR-PRIV-0003' } },
  { id: 'challengeWithheld', who: 'reviewer' },
  { id: 'recordCustody' },
  { id: 'correctCustody' },
  { id: 'createEvidence', also: { accessMode: 'delivered_copy' } },
  { id: 'recordCustodyOfMany' },
  { id: 'prepareBag' },
  { id: 'verifyFiles' },
  { id: 'moveQuestion' },
  { id: 'ruleOnSpill', who: 'admin' },
]

/** Who carries out an operation in the story, for tests that try it again. */
export const doerOf = (id: string): keyof Committee => steps.find((step) => step.id === id)?.who ?? 'staffer'

/** What is asked of an operation that answers nothing when it is asked nothing. */
const asked: Record<string, string> = { previewVolume: '?folder=VOL001' }

const first: Record<string, string> = {
  office: 'O-1',
  question: 'Q-1',
  claim: 'CL-1',
  letter: 'L-1',
  request: 'R-1',
  correspondence: 'CO-1',
  production: 'P-1',
  evidence: 'E-1',
  withheld: 'W-1',
}

export type Story = {
  committee: Committee
  tokens: Record<keyof Committee, string>
  /** Where an operation is in this story's inquiry, at the first record of its kind or the one named */
  address(operation: Pick<Operation, 'path' | 'of'> & { id?: string }, ref?: string): string
  /** The example of an operation as it can be sent here */
  bodyOf(operation: Operation): Record<string, unknown>
  tell(step: Step): Promise<Answered>
}

/** The folder that volumes are imported from, of this process alone. */
function onServer(): string {
  if (process.env.IMPORT_DIR) return process.env.IMPORT_DIR
  const folder = mkdtempSync(join(tmpdir(), 'ledger-story-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.env.IMPORT_DIR = folder
  return folder
}

/** What is in the log after a file of this person's was stopped for a line that may be its company's own: the id of the incident. */
async function stoppedFile(sender: Actor): Promise<string> {
  const found = {
    rule: 'confidential-line',
    place: 'pages',
    sha256: createHash('sha256').update(randomUUID()).digest('hex'),
  }
  await db().$transaction((tx) =>
    noteIncident(tx, sender, new Refusal('spill', 'It was stopped', found), 'upload.finish'),
  )
  const [incident] = await spillsFor(sender)
  if (!incident) throw new Error('Nothing was stopped.')
  return incident.id
}

/** A committee with a token for each, in a new inquiry of this file's database in which nothing has happened yet. */
export async function openStory(): Promise<Story> {
  const committee = await seatCommittee()
  const { slug, timeZone } = committee.staffer.inquiry
  writeFiles(join(onServer(), slug, 'VOL001'), smallVolume())
  const entries = Object.entries(committee) as [keyof Committee, Committee['staffer']][]
  const given = await Promise.all(entries.map(async ([name, actor]) => [name, await tokenFor(actor)] as const))
  const tokens = Object.fromEntries(given) as Story['tokens']
  // The examples happen on 12 February 2026; here that day is today, since a letter cannot be issued in the past.
  const days = daysBetween('2026-02-12', today(timeZone))
  const move = (value: unknown) => (typeof value === 'string' && isDay(value) ? addDays(value, days) : value)

  // What has no number is named by its id: the job that was asked for last, and the file that was stopped.
  let job = randomUUID() as string
  const incident = await stoppedFile(committee.staffer)
  const address: Story['address'] = ({ id = '', path, of = '' }, ref = first[of]) =>
    path
      .replace('{slug}', slug)
      .replace('{id}', path.includes('/spills/') ? incident : job)
      .replace('{ref}', ref ?? '') + (asked[id] ?? '')
  const bodyOf: Story['bodyOf'] = ({ body }) => {
    const owner = body && 'owner' in body.example ? { owner: committee.staffer.email } : {}
    const sent = Object.entries({ ...body?.example, ...owner })
    return Object.fromEntries(sent.map(([name, value]) => [name, move(value)]))
  }
  return {
    committee,
    tokens,
    address,
    bodyOf,
    async tell({ id, who = 'staffer', also = {} }) {
      const operation = operations.find((one) => one.id === id)
      if (!operation) throw new Error(`There is no operation ${id}.`)
      const more = Object.fromEntries(Object.entries(also).map(([name, value]) => [name, move(value)]))
      const body = { ...bodyOf(operation), ...more }
      const answer = await send(tokens[who], operation.method, address(operation), { body })
      job = answer.body?.job ?? job
      return answer
    },
  }
}

/** The story told to its end. */
export async function tellStory(): Promise<Story> {
  const story = await openStory()
  for (const step of steps) {
    const answer = await story.tell(step)
    if (answer.status > 201) throw new Error(`${step.id}: ${answer.text}`)
  }
  return story
}

/** Operations that write, with what they take. */
export const writes = operations.flatMap((one) => (one.body ? [{ ...one, body: one.body }] : []))
export const reads = operations.filter(({ method, open }) => method === ('GET' satisfies Method) && !open)

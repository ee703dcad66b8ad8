import { append, appendAll } from '@/lib/audit/append'
import { noteDenial } from '@/lib/audit/denials'
import { admitted } from '@/lib/command'
import { db, type Tx } from '@/lib/db'
import { eventsOf, type ManyItem, type ManyOf, timeOrderedId, writeMany } from '@/lib/evidence/bulk'
import { evidenceRef, withLinks } from '@/lib/evidence/queries'
import { STORE } from '@/lib/files/schema'
import { take } from '@/lib/input'
import type { Work } from '@/lib/jobs/work'
import { nextNumbers } from '@/lib/numbers'
import { type Actor, now } from '@/lib/people/actor'
import { loadProduction, type ProductionRow, productionRef } from '@/lib/productions/queries'
import { invalid, Refusal } from '@/lib/refusal'
import { requestRef } from '@/lib/requests/queries'
import { insist } from '@/lib/ruling'
import { Kept, Spool } from '@/lib/volumes/keep'
import { canImport } from '@/lib/volumes/policy'
import { otherHash } from '@/lib/volumes/preview'
import { asRefusal, deliveredOf, hereOf, openVolume } from '@/lib/volumes/queries'
import type { Document } from '@/lib/volumes/reading'
import { importVolumeInput, type VolumeReport, type VolumeView } from '@/lib/volumes/schema'
import { type DocumentFile, type Surveyed, survey } from '@/lib/volumes/survey'
import { counted, figure } from '@/lib/words'

/*
 * A volume is imported as a job: its files go into the store first, which no record names yet; then all of its items are written in one
 * transaction with their events, the report and the end of the job. What was broken off left nothing that anybody can see, and what lies in the store is
 * taken away, by the job itself or by the sweep; what is begun again does nothing twice.
 */

type Line = { line: number | null; words: string }

/** What was found of a volume while its files were kept. */
type Gathered = {
  name: string
  list: string
  here: VolumeReport['already']
  hereCount: number
  doubts: Line[]
  doubtCount: number
  remarks: Line[]
  remarkCount: number
}

/** A document that is new, with its files in the store. */
type Fresh = Document & { id: string; files: ManyItem['files'] }

/** As many of a kind as a report tells. */
const MOST_TOLD = 5_000
/** More than this is not looked for before saying so. */
const MOST_FOUND = 1_000
/** As many problems as a refusal names; the preview shows more. */
const MOST_NAMED = 10
/** Rows whose files are kept beside each other. */
const SIDE_BY_SIDE = 16
/** In milliseconds; all of a volume is one transaction. */
const LONGEST = 30 * 60 * 1000
/** An event that leads names everything that came of it, so there is an end to that: what is longer stands item by item. */
const MOST_LED = 300

/** Imports a volume: all of it or nothing. */
export async function importVolume(work: Work): Promise<VolumeReport> {
  const { actor: asker } = work
  if (!asker) throw new Error('Somebody asks for an import.')
  const { production: ref, despite, ...view } = take(importVolumeInput, work.input)
  await work.progress(0, null, 'Reading the volume')
  const actor = await admitted(db(), asker)
  insist(canImport(actor))
  const delivery = await loadProduction(db(), actor, ref)
  const { name, volume } = await openVolume(db(), actor, delivery, view).catch((error) => {
    throw asRefusal(error)
  })
  const kept = new Kept(volume, actor)
  const spool = new Spool<Fresh>()
  try {
    const found = await gather(work, actor, { delivery, name, view, despite }, kept, spool)
    await kept.settle()
    return await write(work, asker, { ref: { ...ref }, found, kept, spool })
  } catch (error) {
    // A process that is ending has no time for it: what is left is swept at the next start.
    if (!work.signal.aborted) await kept.undo()
    await noteDenial(error, asker, { verb: 'production.import_volume', named: { production: productionRef(delivery) } })
    throw asRefusal(error)
  } finally {
    volume.close()
    if (!work.signal.aborted) await spool.undo()
  }
}

type Asked = { delivery: ProductionRow; name: string; view: VolumeView; despite: boolean }

/** Reads every row, keeps the files of what is new, and writes down what is to be logged. Throws a Refusal that names what has to be mended. */
async function gather(
  work: Work,
  actor: Actor,
  { delivery, name, view, despite }: Asked,
  kept: Kept,
  spool: Spool<Fresh>,
): Promise<Gathered> {
  const looked = await survey(actor, kept.volume, view, await deliveredOf(db(), delivery))
  const found: Gathered = {
    name,
    list: looked.list,
    ...{ here: [], hereCount: 0, doubts: [], doubtCount: 0, remarks: [], remarkCount: 0 },
  }
  const problems: Line[] = []
  const stopped = new Map<string, Refusal>()
  let read = 0
  let beside: Surveyed[] = []
  const keepBeside = async () => {
    const done = await Promise.all(beside.map((row) => keepRow(kept, row, stopped)))
    for (const { document, doubts, line } of done) {
      tell(found, 'doubts', line, doubts)
      if (document) await spool.add(document)
    }
    beside = []
    await work.progress(read, null, 'Keeping the files')
  }
  for await (const row of looked.rows()) {
    read += 1
    if (row.spill) throw row.spill
    problems.push(...row.problems.map((words) => ({ line: row.line, words })))
    tell(found, 'remarks', row.line, row.remarks)
    tell(found, 'doubts', row.line, row.doubts)
    if (row.here) {
      found.hereCount += 1
      if (found.here.length < MOST_TOLD) found.here.push({ line: row.line, ref: row.here })
    } else if (problems.length === 0) beside.push(row)
    if (stopped.size > MOST_FOUND || problems.length > MOST_FOUND || (!despite && found.doubtCount > MOST_FOUND)) break
    if (beside.length >= SIDE_BY_SIDE) await keepBeside()
  }
  if (problems.length > 0) throw toBeMended(problems, problems.length, 'problem')
  await keepBeside()
  if (stopped.size > 0) throw await allStopped(actor, delivery, [...stopped.values()])
  if (!despite && found.doubtCount > 0) throw toBeMended(found.doubts, found.doubtCount, 'doubt')
  if (spool.count === 0) throw invalid([{ path: 'list', message: 'Nothing in it is new.' }], 'Nothing was imported')
  tell(found, 'remarks', null, looked.remarks)
  return found
}

function tell(found: Gathered, what: 'doubts' | 'remarks', line: number | null, words: string[]): void {
  found[what === 'doubts' ? 'doubtCount' : 'remarkCount'] += words.length
  const room = MOST_TOLD - found[what].length
  found[what].push(...words.slice(0, Math.max(0, room)).map((one) => ({ line, words: one })))
}

const inLine = ({ line, words }: Line) => ({
  path: 'list',
  message: line === null ? words : `Line ${figure(line)}: ${words}`,
})

function toBeMended(lines: Line[], count: number, what: string): Refusal {
  const many = count > MOST_FOUND ? `more than ${figure(MOST_FOUND)} ${what}s` : counted(count, what)
  return invalid(lines.slice(0, MOST_NAMED).map(inLine), `Nothing was imported: ${many} to be looked at first`)
}

/**
 * The refusal of a volume with files that may be ruled on (lib/inquiries). Each is an incident of its own, so that all of them can be ruled on before it is
 * imported again.
 */
async function allStopped(actor: Actor, delivery: ProductionRow, stopped: Refusal[]): Promise<Refusal> {
  const [first] = stopped
  if (first && stopped.length === 1) return first
  for (const one of stopped)
    await noteDenial(one, actor, {
      verb: 'production.import_volume',
      named: { production: productionRef(delivery) },
    })
  return new Refusal('invalid', `Nothing was imported: ${counted(stopped.length, 'file')} of it may be classified`, {
    detail:
      'Each stands under Settings, Spill incidents. If your security officer finds that what is marked so is a company’s own marking, an administrator rules so for each; then import the volume again.',
    fields: stopped.slice(0, MOST_NAMED).flatMap(({ fields }) => fields),
  })
}

type KeptRow = { line: number; document: Fresh | null; doubts: string[] }

/**
 * Keeps the files of a row. A file that is not the one of the list is in doubt; one that may be ruled on goes to `stopped`, by its hash, so that the others
 * are looked at too.
 */
async function keepRow(kept: Kept, row: Surveyed, stopped: Map<string, Refusal>): Promise<KeptRow> {
  const { line, document } = row
  if (!document) return { line, document: null, doubts: [] }
  const doubts: string[] = []
  const files: ManyItem['files'] = []
  for (const file of row.files) {
    const one = await kept.keep(file).catch((error) => {
      const told = whichLine(error, line)
      if (!(told instanceof Refusal) || !told.sha256) throw told
      stopped.set(told.sha256, told)
      return null
    })
    if (!one) continue
    if (!isClaimed(file, one)) doubts.push(otherHash(file))
    files.push(one)
  }
  const [original] = files
  const shows = original?.role === 'original' && /^(video|audio)\//.test(original.mediaType)
  const kind = shows && document.kind === 'document' ? 'video' : document.kind
  return { line, document: { ...document, kind, id: timeOrderedId(Date.now()), files }, doubts }
}

const isClaimed = ({ claimed }: DocumentFile, { sha256, md5 }: ManyItem['files'][number]) =>
  claimed === null || claimed === sha256 || claimed === md5

/** The refusal of a file, with the line of the row that names it. */
function whichLine(error: unknown, line: number): unknown {
  if (!(error instanceof Refusal)) return error
  const { kind, message, detail, rule, place, sha256, fields } = error
  const said = fields.map((field) => ({ ...field, message: `Line ${figure(line)}: ${field.message}` }))
  const more = { ...(detail && { detail }), ...(rule && { rule }), ...(place && { place }), ...(sha256 && { sha256 }) }
  return new Refusal(kind, message, { ...more, fields: said })
}

type ToWrite = { ref: Parameters<typeof loadProduction>[2]; found: Gathered; kept: Kept; spool: Spool<Fresh> }

/** Writes all of it, or nothing. */
async function write(work: Work, asker: Actor, { ref, found, kept, spool }: ToWrite): Promise<VolumeReport> {
  return db().$transaction(
    async (tx) => {
      const fresh = await admitted(tx, asker)
      // One moment for all that is said of it.
      const at = now(fresh)
      const actor = { ...fresh, clock: () => at }
      insist(canImport(actor))
      await tx.$queryRaw`SELECT id FROM production WHERE inquiry_id = ${actor.inquiry.id}::uuid AND number = ${ref.number}::int FOR NO KEY UPDATE`
      const delivery = await loadProduction(tx, actor, ref)
      await mustStillBeNew(tx, delivery, spool)
      const of = await whatIsSame(tx, delivery)
      // The tables grow a hundredfold while this goes on: a plan that was kept from before would go through all of them for every statement.
      await tx.$executeRaw`SET LOCAL plan_cache_mode = force_custom_plan`
      await work.progress(0, spool.count, 'Writing the items')
      const first = await nextNumbers(tx, actor.inquiry.id, 'E', spool.count)
      let written = 0
      for await (const items of spool.read()) {
        await writeMany(tx, actor, of, { first: first + written, items })
        written += items.length
        await work.progress(written)
      }
      await work.progress(written, written, 'Writing the history')
      await appendAll(tx, actor, told(actor, of, first, spool))
      const report = reportOf(delivery, found, kept, first, written)
      const { volume, list, made, files, bytes, doubts } = report
      await append(tx, actor, {
        event: 'production.volume_imported',
        subject: { type: 'production', id: delivery.id, ref: productionRef(delivery) },
        partition: 'shared',
        inquiryId: actor.inquiry.id,
        concerns: delivery.requests.map(({ request }) => ({
          type: 'request',
          id: request.id,
          ref: requestRef(request),
        })),
        leads: made <= MOST_LED,
        details: { volume, list, made, first: report.first, last: report.last, files, bytes, doubts },
      })
      await work.finish(tx, report)
      return report
    },
    { timeout: LONGEST, maxWait: 60_000 },
  )
}

async function* told(actor: Actor, of: ManyOf, first: number, spool: Spool<Fresh>) {
  let written = 0
  for await (const items of spool.read()) {
    yield* eventsOf(actor, of, { first: first + written, items })
    written += items.length
  }
}

/** Somebody may have logged one of them by hand meanwhile. */
async function mustStillBeNew(tx: Tx, delivery: ProductionRow, spool: Spool<Fresh>): Promise<void> {
  const here = await hereOf(tx, delivery)
  if (here.size === 0) return
  for await (const items of spool.read()) {
    const twin = items.find(({ key }) => here.has(key))
    if (!twin) continue
    const message = `It was logged as ${here.get(twin.key)} while the volume was being read.`
    throw invalid([inLine({ line: twin.line, words: message })], 'Nothing was imported: begin it again')
  }
}

async function whatIsSame(tx: Tx, delivery: ProductionRow): Promise<ManyOf> {
  const requests = await tx.request.findMany({
    where: { id: { in: delivery.requests.map(({ request }) => request.id) } },
    select: withLinks.requests.select.request.select,
    orderBy: { number: 'asc' },
  })
  return {
    fromOffice: delivery.fromOffice,
    production: delivery,
    requests: requests.map((request) => ({ request })),
    receivedOn: delivery.receivedOn,
    heldAt: STORE,
  }
}

function reportOf(delivery: ProductionRow, found: Gathered, kept: Kept, first: number, made: number): VolumeReport {
  return {
    volume: found.name,
    list: found.list,
    production: productionRef(delivery),
    made,
    first: evidenceRef({ number: first }),
    last: evidenceRef({ number: first + made - 1 }),
    files: kept.files,
    bytes: kept.bytes,
    here: found.hereCount,
    already: found.here,
    doubts: found.doubtCount,
    doubtful: found.doubts,
    remarks: found.remarkCount,
    remarked: found.remarks,
  }
}

import { z } from 'zod'
import { append } from '@/lib/audit/append'
import { admitted, command } from '@/lib/command'
import { db, type Tx } from '@/lib/db'
import { take } from '@/lib/input'
import { enqueue } from '@/lib/jobs/commands'
import type { Work } from '@/lib/jobs/work'
import { officeRef } from '@/lib/offices/queries'
import { mustHaveCome } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { invalid, invalidField, Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { detectLayout, openTable } from '@/lib/tables/detect'
import { textOf } from '@/lib/tables/encoding'
import type { Source } from '@/lib/tables/table'
import { TableTrouble } from '@/lib/tables/table'
import { dateToDb } from '@/lib/time'
import {
  bringLogInput,
  broughtLabels,
  discardLogInput,
  importLogInput,
  type LogReport,
  type LogView,
} from '@/lib/withheld/log-fields'
import { type JudgedLog, judgeLog, type LogRow, loadLog } from '@/lib/withheld/logs'
import { belonging, takeTurn } from '@/lib/withheld/particulars'
import { canLog } from '@/lib/withheld/policy'
import { withheldRef } from '@/lib/withheld/queries'
import { concernsOf, recordWithheld } from '@/lib/withheld/record'
import { counted, figure } from '@/lib/words'

/*
 * A privilege log comes as a file: brought, looked at as often as needed, and then imported as a job, all of it or nothing.
 */

/** Whatever stands in a cell: here it is only looked through. */
const cell = z.string()

const subject = (row: { id: string; name: string }) => ({ type: 'withheld' as const, id: row.id, ref: row.name })

/** Keeps the file of a privilege log for its preview, once nothing in it carries a marking. A staffer does it. */
export const bringLog = command('withheld.bring_log', bringLogInput, async (tx, actor, input) => {
  insist(canLog(actor))
  mustHaveCome(actor, 'assertedOn', broughtLabels.assertedOn, input.assertedOn)
  const of = await belonging(tx, actor, input)
  const bytes = new Uint8Array(await input.log.arrayBuffer())
  await mustBeUnmarked(async function* () {
    yield bytes
  })
  const row = await tx.withheldLog.create({
    data: {
      inquiryId: actor.inquiry.id,
      officeId: of.office.id,
      productionId: of.productionId,
      requestIds: of.requestIds,
      assertedOn: dateToDb(input.assertedOn),
      name: input.log.name,
      bytes,
      createdAt: now(actor),
      createdById: actor.userId,
    },
    select: { id: true, name: true },
  })
  await append(tx, actor, {
    event: 'withheld.log_brought',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    details: { office: of.office.ref },
  })
  return { id: row.id }
})

/**
 * The spill guard for a file that is to be kept: every line as it stands, and every cell as it would be read. Says where, never what. A
 * workbook that cannot be read cannot be looked through, so it is not kept either.
 */
async function mustBeUnmarked(source: Source): Promise<void> {
  const layout = await detectLayout(source)
  const look = (text: string, where: string) => {
    try {
      take(cell, text)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'spill') throw error
      const fields = error.fields.map(({ message }) => ({ path: 'log', message: `${where}: ${message}` }))
      throw new Refusal('spill', error.message, { ...(error.detail && { detail: error.detail }), fields })
    }
  }
  if (layout.kind === 'text') {
    let [line, held] = [1, '']
    for await (const piece of textOf(source, layout.encoding)) {
      const lines = (held + piece).split('\n')
      held = lines.pop() ?? ''
      for (const text of lines) look(text, `Line ${figure(line++)}`)
    }
    look(held, `Line ${figure(line)}`)
  }
  try {
    const { columns, rows } = await openTable(source, layout)
    for (const column of columns) look(column, 'The heading')
    for await (const { line, cells } of rows) {
      for (const [at, text] of cells.entries()) look(text, `Line ${figure(line)}, column ${at + 1}`)
    }
  } catch (error) {
    if (!(error instanceof TableTrouble)) throw error
    if (layout.kind === 'workbook') throw invalidField('log', `${broughtLabels.log} cannot be read. ${error.message}`)
  }
}

/** Asks for a brought log to be imported, read as it is shown now. How its columns were read is remembered for its office. */
export const importLog = command('withheld.import_log', importLogInput, async (tx, actor, { log: id, ...view }) => {
  insist(canLog(actor))
  const row = await loadLog(tx, actor, id)
  await mustBeIdle(tx, row)
  const judged = await wholeLog(tx, actor, row, view)
  if (judged.fresh.length === 0) throw invalidField('log', 'Nothing in this log is new: every entry is here already.')
  const job = await enqueue(tx, actor, 'import_withheld', { log: id, ...asTyped(view) })
  await tx.withheldLog.updateMany({ where: { id }, data: { jobId: job } })
  const at = { inquiryId: row.inquiryId, officeId: row.officeId }
  const kept = { mapping: judged.mapping, updatedAt: now(actor) }
  await tx.withheldMapping.upsert({
    where: { inquiryId_officeId: at },
    create: { ...at, ...kept },
    update: kept,
  })
  return { job }
})

/** Gives up a log that was brought: its file goes. */
export const discardLog = command('withheld.discard_log', discardLogInput, async (tx, actor, { log: id }) => {
  insist(canLog(actor))
  const row = await loadLog(tx, actor, id)
  await mustBeIdle(tx, row)
  await tx.withheldLog.deleteMany({ where: { id } })
  await append(tx, actor, {
    event: 'withheld.log_discarded',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    details: { office: officeRef(row.office) },
  })
  return { id }
})

async function mustBeIdle(tx: Tx, row: LogRow): Promise<void> {
  const job = row.jobId && (await tx.job.findUnique({ where: { id: row.jobId }, select: { endedAt: true } }))
  if (job && job.endedAt === null)
    throw invalidField('log', 'This log is being imported just now: wait for that to end.')
}

/** The choices as they were sent, so that the job reads them by the same schema. */
function asTyped(view: LogView): Record<string, string> {
  const given = Object.entries(view).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
}

/** As many problems as a refusal names; the preview shows more. */
const MOST_NAMED = 10

/** A log of which every row can be read. Throws a Refusal that names what cannot, with its line. */
async function wholeLog(tx: Tx, actor: Actor, row: LogRow, view: LogView): Promise<JudgedLog> {
  const judged = await judgeLog(tx, actor, row, view).catch((error) => {
    if (!(error instanceof TableTrouble)) throw error
    throw invalidField('log', `${error.line === null ? '' : `Line ${figure(error.line)}: `}${error.message}`)
  })
  const { problems } = judged
  if (problems.length === 0) return judged
  const named = problems
    .slice(0, MOST_NAMED)
    .map(({ line, words }) => ({ path: 'log', message: line === null ? words : `Line ${figure(line)}: ${words}` }))
  throw invalid(named, `Nothing was imported: ${counted(problems.length, 'problem')} to be mended first`)
}

/** As many of what was here already as a report names. */
const MOST_TOLD = 500
/** An event that leads names everything that came of it, so there is an end to that: what is longer stands entry by entry. */
const MOST_LED = 300
/** In milliseconds; all of a log is one transaction. */
const LONGEST = 10 * 60 * 1000

/**
 * Imports a brought log, all of it in one transaction with its report, its events and the end of the job: what was broken off left nothing
 * behind, and what is begun again does nothing twice.
 */
export async function importWithheld(work: Work): Promise<LogReport> {
  const { actor: asker } = work
  if (!asker) throw new Error('Somebody asks for an import.')
  const { log: id, ...view } = take(importLogInput, work.input)
  await work.progress(0, null, 'Reading the log')
  return db().$transaction(
    async (tx) => {
      const actor = await admitted(tx, asker)
      insist(canLog(actor))
      const row = await loadLog(tx, actor, id)
      const of = { office: { id: row.officeId, ref: officeRef(row.office) }, productionId: row.productionId }
      await takeTurn(tx, of)
      const { fresh, here } = await wholeLog(tx, actor, row, view)
      await work.progress(0, fresh.length, 'Writing the entries')
      const made = await recordWithheld(tx, actor, of, fresh, {
        broughtBy: row.createdById,
        written: (rows) => work.progress(rows),
        told: true,
      })
      await work.progress(made.length, made.length, 'Ending')
      const [first, last] = [made[0], made[made.length - 1]]
      const report: LogReport = {
        file: row.name,
        office: row.office.name,
        made: made.length,
        first: first ? withheldRef(first) : null,
        last: last ? withheldRef(last) : null,
        here: here.length,
        already: here.slice(0, MOST_TOLD),
      }
      await append(tx, actor, {
        event: 'withheld.log_imported',
        subject: subject(row),
        partition: 'shared',
        inquiryId: actor.inquiry.id,
        concerns: concernsOf(...made),
        leads: made.length <= MOST_LED,
        details: { office: of.office.ref, made: report.made, first: report.first, last: report.last },
      })
      await tx.withheldLog.deleteMany({ where: { id } })
      await work.finish(tx, report)
      return report
    },
    { timeout: LONGEST },
  )
}

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { historyOf } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import { cancelJob } from '@/lib/jobs/commands'
import { getJob } from '@/lib/jobs/queries'
import { type Handlers, workOnJobs } from '@/lib/jobs/work'
import type { Actor } from '@/lib/people/actor'
import { type Committee, eventCount, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { entry, log, seatWithRequests } from '@/lib/testing/withheld'
import { moveWithheld } from '@/lib/withheld/commands'
import { bringLog, discardLog, importLog, importWithheld } from '@/lib/withheld/import'
import { listWithheld } from '@/lib/withheld/list'
import { LARGEST_LOG, type LogReport } from '@/lib/withheld/log-fields'
import { broughtLogs, previewLog } from '@/lib/withheld/logs'
import { reloadWithheld, withheldSnapshot } from '@/lib/withheld/queries'

/* A log is brought, looked at and imported by the worker that carries out jobs: all of it or nothing, and nothing twice. */

let url: string
let committee: Committee
beforeAll(async () => {
  url = (await freshDatabase()).appUrl
})
beforeEach(async () => {
  committee = await seatWithRequests()
})

let stop = new AbortController()
let working: Promise<void> = Promise.resolve()
afterEach(async () => {
  stop.abort()
  await working
})

function work(handler: Handlers['import_withheld'] = importWithheld): void {
  stop = new AbortController()
  const handlers = { import_withheld: handler } as Handlers
  working = workOnJobs({ connection: { connectionString: url }, handlers, lanes: 2, signal: stop.signal })
}

const heading = 'Control No.,Description,Pages,Treatment,Privilege,Requests\n'
const line = (no: number | string, more = '') => `PRIV-${no},Memo ${no},3,Whole,AC,${more}\n`
const lines = (n: number) => heading + Array.from({ length: n }, (_, i) => line(i + 1)).join('')
const file = (text: string, name = 'log.csv') => new File([text], name)
const brought = { office: 'O-1', assertedOn: '2026-02-12', requests: 'R-1' }

async function bring(text: string, actor: Actor = committee.staffer, more: object = {}): Promise<string> {
  return String((await bringLog(actor, { ...brought, log: file(text), ...more })).id)
}
const start = async (id: string, actor: Actor = committee.staffer, more: object = {}) =>
  String((await importLog(actor, { log: id, ...more })).job)
const ended = async (job: string) => {
  await expect
    .poll(async () => (await getJob(committee.staffer, job)).job.endedAt, { timeout: 45_000 })
    .toEqual(expect.any(String))
  return (await getJob(committee.staffer, job)).job
}
const all = async () => (await listWithheld(committee.viewer, {}, { limit: 20_000 })).items

describe('bringing a log', () => {
  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer'] as const)('is not for a %s', async (who) => {
    const before = await eventCount(committee[who])
    expect((await refusalOf(bring(lines(1), committee[who]))).kind).toBe('forbidden')
    expect(await eventCount(committee[who])).toBe(before)
    expect(await broughtLogs(committee.staffer)).toEqual([])
  })

  it.each<[string, object, string, string[]]>([
    ['none', { log: undefined }, 'invalid', ['log']],
    ['text in place of a file', { log: 'a,b' }, 'invalid', ['log']],
    ['an empty file', { log: file('') }, 'invalid', ['log']],
    ['too large a file', { log: file('x'.repeat(LARGEST_LOG + 1)) }, 'invalid', ['log']],
    ['no request', { requests: '' }, 'invalid', ['requests']],
    ['a request that does not exist', { requests: 'R-99' }, 'invalid', ['requests']],
    ['an office that does not exist', { office: 'O-99' }, 'invalid', ['office']],
    ['a delivery that does not exist', { production: 'P-99' }, 'invalid', ['production']],
    ['a day to come', { assertedOn: '2090-01-01' }, 'invalid', ['assertedOn']],
    ['a name that carries a marking', { log: file(lines(1), 'SECRET_NOFORN_log.csv') }, 'spill', ['log']],
    ['a workbook that is none', { log: file('PK\u0003\u0004rest', 'log.xlsx') }, 'invalid', ['log']],
  ])('refuses %s, and keeps nothing', async (_name, more, kind, paths) => {
    const before = await eventCount(committee.staffer)
    expect(await refusalOf(bring(lines(1), committee.staffer, more))).toMatchObject({ kind, paths })
    expect(await eventCount(committee.staffer)).toBe(before)
    expect(await db().withheldLog.count({ where: { inquiryId: committee.staffer.inquiry.id } })).toBe(0)
  })

  it.each<[string, string, string]>([
    ['a cell', `${lines(3)}PRIV-9,Memo,3,Whole,"SECRET//NOFORN",\n`, 'Line 5'],
    ['the heading', lines(1).replace('Pages', 'TOP SECRET//SI'), 'Line 1'],
    ['a cell of many lines', `${lines(1)}PRIV-9,"One\nTOP SECRET//SI//NOFORN\nthree",3,Whole,AC,\n`, 'Line 4'],
  ])('refuses a marking in %s, says where and not what', async (_name, text, where) => {
    const refused = await bring(text).catch((error) => error)
    expect(refused).toMatchObject({
      kind: 'spill',
      fields: [{ message: expect.stringMatching(new RegExp(`^${where}\\b`)) }],
    })
    expect(JSON.stringify(refused.fields)).not.toContain('NOFORN')
    expect(await db().withheldLog.count({ where: { inquiryId: committee.staffer.inquiry.id } })).toBe(0)
  })

  it('keeps it for everybody to see who brought it, until it is given up', async () => {
    const id = await bring(lines(2))
    const [seen] = await broughtLogs(committee.viewer)
    expect(seen).toMatchObject({ id, name: 'log.csv', office: { ref: 'O-1' }, requests: ['R-1'], broughtBy: 'staffer' })
    expect((await refusalOf(discardLog(committee.reviewer, { log: id }))).kind).toBe('forbidden')
    await discardLog(committee.otherStaffer, { log: id })
    expect(await broughtLogs(committee.viewer)).toEqual([])
    const { entries } = await historyOf(committee.viewer, id)
    expect(entries.map(({ event }) => event)).toEqual(['withheld.log_discarded', 'withheld.log_brought'])
  })

  it('is hidden from other inquiries', async () => {
    const id = await bring(lines(1))
    const foreign = await seatWithRequests()
    for (const act of [importLog, discardLog]) {
      expect((await refusalOf(act(foreign.staffer, { log: id }))).kind).toBe('missing')
    }
    expect((await refusalOf(previewLog(foreign.staffer, id, {}))).kind).toBe('missing')
    expect(await broughtLogs(foreign.staffer)).toEqual([])
  })
})

describe('looking at a log', () => {
  it('says what is new, what is here already and what there says otherwise', async () => {
    await log(committee.staffer, { controlNumber: 'priv-2', what: 'Memo 2', pages: 3, basisWords: 'AC' })
    await log(committee.staffer, { controlNumber: 'PRIV-3', what: 'Another memo', basis: 'statute' })
    await log(committee.staffer, { controlNumber: 'PRIV-4', office: 'O-2' })
    const { judged } = await previewLog(committee.staffer, await bring(lines(4)), {})
    expect(judged?.problems).toEqual([])
    expect(judged?.fresh.map(({ line }) => line)).toEqual([2, 5])
    expect(judged?.here).toEqual([
      { line: 3, ref: 'W-1', differs: [] },
      { line: 4, ref: 'W-2', differs: ['What is withheld', 'Pages', 'Basis', 'Basis in their words'] },
    ])
  })

  it('names what stands twice in it, and requests that are not there or not issued', async () => {
    const text = heading + line(1) + line(2, 'R-2') + line(3, 'R-9') + line('1')
    const { judged } = await previewLog(committee.staffer, await bring(text), {})
    expect(judged?.problems).toEqual([
      { line: 4, words: 'There is no issued request R-9 here.' },
      { line: 5, words: 'The same control number stands in line 2 already.' },
    ])
    expect(judged?.fresh).toHaveLength(2)
  })

  it('says where it cannot be read at all, and can be read otherwise', async () => {
    const id = await bring(`A,"B\n1,2\n`)
    expect(await previewLog(committee.staffer, id, {})).toMatchObject({ judged: null, trouble: { line: 1 } })
    expect((await previewLog(committee.staffer, id, { quote: 'none' })).judged?.rows).toBe(1)
  })
})

describe('importing a log', () => {
  it('logs every entry with an event of its own, for its own requests or those of the log, and ends with its report', async () => {
    const id = await bring(heading + line(1) + line(2, 'R-2'))
    const before = await eventCount(committee.staffer)
    const job = await start(id)
    work()
    expect(await ended(job)).toMatchObject({
      status: 'done',
      done: 2,
      total: 2,
      report: { file: 'log.csv', office: 'Office 1', made: 2, first: 'W-1', last: 'W-2', here: 0, already: [] },
    })
    const entries = await all()
    expect(entries.map((one) => [one.ref, one.controlNumber, one.requests.map(({ ref }) => ref)])).toEqual([
      ['W-1', 'PRIV-1', ['R-1']],
      ['W-2', 'PRIV-2', ['R-2']],
    ])
    expect(entries[0]).toMatchObject({ status: 'asserted', assertedOn: '2026-02-12', basisWords: 'AC', pages: 3 })
    // Asked for, two entries, imported.
    expect(await eventCount(committee.staffer)).toBe(before + 4)
    // The history of a request has one line for the whole log.
    for (const number of [1, 2]) {
      const request = await db().request.findFirstOrThrow({
        where: { inquiryId: committee.staffer.inquiry.id, number },
      })
      const { entries: told } = await historyOf(committee.viewer, request.id)
      expect(told.map(({ event }) => event)).toEqual(['withheld.log_imported'])
    }
    for (const { id } of entries) {
      const events = await db().auditEvent.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } })
      const stands = Object.entries(withheldSnapshot(await reloadWithheld(db(), id))).filter(
        ([, value]) => value !== null,
      )
      expect(fold(events.map(({ body }) => JSON.parse(body).changes))).toEqual(Object.fromEntries(stands))
    }
    expect(await broughtLogs(committee.staffer)).toEqual([])
  })

  it('leaves what is here as it is: the same log again brings nothing twice, and a longer one only what is new', async () => {
    const first = await start(await bring(lines(2)))
    work()
    await ended(first)
    const again = await bring(lines(2))
    expect(await refusalOf(importLog(committee.staffer, { log: again }))).toMatchObject({
      kind: 'invalid',
      paths: ['log'],
    })
    await moveWithheld(committee.reviewer, { withheld: 'W-1', version: 1, to: 'challenged', note: 'Too wide.' })
    const { report } = await ended(await start(await bring(lines(3).replace('Memo 1', 'Memo one'))))
    expect(report).toMatchObject({
      ...{ made: 1, first: 'W-3', last: 'W-3', here: 2 },
      already: [
        { line: 2, ref: 'W-1', differs: ['What is withheld'] },
        { line: 3, ref: 'W-2', differs: [] },
      ],
    })
    expect((await all()).map((one) => [one.ref, one.what, one.status])).toEqual([
      ['W-1', 'Memo 1', 'challenged'],
      ['W-2', 'Memo 2', 'asserted'],
      ['W-3', 'Memo 3', 'asserted'],
    ])
  })

  it('of two at once imports each entry once', async () => {
    const [one, two] = [await start(await bring(lines(3))), await start(await bring(lines(4)))]
    work()
    const reports = [(await ended(one)).report, (await ended(two)).report] as LogReport[]
    expect(reports.reduce((sum, { made }) => sum + made, 0)).toBe(4)
    expect((await all()).map((each) => each.controlNumber).sort()).toEqual(['PRIV-1', 'PRIV-2', 'PRIV-3', 'PRIV-4'])
  })

  it('is not begun while one row has a problem, and names it', async () => {
    const id = await bring(`${lines(2)}PRIV-3,,x,Whole,AC,\n`)
    const before = await eventCount(committee.staffer)
    await expect(importLog(committee.staffer, { log: id })).rejects.toMatchObject({
      kind: 'invalid',
      fields: [
        { message: expect.stringMatching(/^Line 4: Pages/) },
        { message: expect.stringMatching(/^Line 4: What/) },
      ],
    })
    expect(await eventCount(committee.staffer)).toBe(before)
    expect(await all()).toEqual([])
  })

  it('leaves nothing behind when something comes between: a problem, a closed inquiry, somebody removed', async () => {
    const id = await bring(lines(2))
    const job = await start(id)
    const { inquiry } = committee.staffer
    await db().inquiry.update({ where: { id: inquiry.id }, data: { closedOn: new Date('2026-02-20') } })
    work()
    expect(await ended(job)).toMatchObject({ status: 'failed', problem: expect.stringContaining('closed') })
    await db().inquiry.update({ where: { id: inquiry.id }, data: { closedOn: null } })
    const second = await start(id, committee.otherStaffer)
    await ended(second)
    expect((await all()).map(({ ref }) => ref)).toEqual(['W-1', 'W-2'])
  })

  it('that was called off, or whose worker died at the end of its work, left nothing and can be begun anew', async () => {
    const id = await bring(lines(2))
    const job = await start(id)
    let died = 0
    work(async (job) => {
      // Everything is written and the transaction about to end, when the process dies.
      const dying = async () => {
        died += 1
        if (died === 1) throw new Error('killed')
        return job.finish
      }
      return importWithheld({ ...job, finish: async (tx, report) => (await dying())(tx, report) })
    })
    expect((await ended(job)).status).toBe('failed')
    expect(await all()).toEqual([])
    expect((await ended(await start(id))).status).toBe('done')
    expect(await all()).toHaveLength(2)

    stop.abort()
    await working
    const other = await bring(lines(4))
    const waiting = await start(other)
    expect(await refusalOf(importLog(committee.staffer, { log: other }))).toMatchObject({ paths: ['log'] })
    expect(await refusalOf(discardLog(committee.staffer, { log: other }))).toMatchObject({ paths: ['log'] })
    await cancelJob(committee.staffer, { job: waiting })
    work()
    expect((await ended(waiting)).status).toBe('cancelled')
    expect(await all()).toHaveLength(2)
    await discardLog(committee.staffer, { log: other })
  })

  it('reads as it was shown, and remembers the columns of its office for the next time', async () => {
    const text = 'Nr;Wovon;Warum\n1;Vermerk;AC\n'
    const id = await bring(text)
    const shown = { col_controlNumber: '1', col_what: '2', col_basis: '3', otherwise: 'part' }
    work()
    await ended(await start(id, committee.staffer, shown))
    expect((await all())[0]).toMatchObject({ controlNumber: '1', what: 'Vermerk', extent: 'part' })
    const next = await bring(text.replace('1;', '2;'))
    const { judged } = await previewLog(committee.otherStaffer, next, { otherwise: 'whole' })
    expect(judged?.mapping).toEqual({ controlNumber: 'Nr', what: 'Wovon', basis: 'Warum' })
    const others = await bring(text, committee.staffer, { office: 'O-2' })
    expect((await previewLog(committee.staffer, others, {})).judged?.mapping).toEqual({})
  })

  it('takes thousands, with numbers and events without gaps', async () => {
    const n = 1_200
    const job = await start(await bring(lines(n)))
    work()
    expect((await ended(job)).report).toMatchObject({ made: n, first: 'W-1', last: `W-${n}` })
    const entries = await all()
    expect(entries.map(({ ref }) => ref)).toEqual(Array.from({ length: n }, (_, i) => `W-${i + 1}`))
    expect(entries[n - 1]).toMatchObject({ controlNumber: `PRIV-${n}`, requests: [{ ref: 'R-1' }] })
    const seqs = await db().auditEvent.findMany({ orderBy: { seq: 'asc' }, select: { seq: true } })
    expect(seqs.map(({ seq }) => Number(seq))).toEqual(seqs.map((_, i) => i + 1))
  }, 60_000)
})

it('an entry by hand and one of a log are one kind: the second cannot take the number of the first', async () => {
  const job = await start(await bring(lines(1)))
  work()
  await ended(job)
  expect(await refusalOf(log(committee.staffer, { ...entry, controlNumber: 'PRIV-1' }))).toMatchObject({
    paths: ['controlNumber'],
  })
})

describe('four eyes on what a log says', () => {
  it('look at who brought it and at who imported it, whatever they are now', async () => {
    const { staffer, otherStaffer, reviewer } = committee
    const id = await bring(lines(1))
    work()
    expect((await ended(await start(id, otherStaffer))).status).toBe('done')
    const [row] = await db().withheldItem.findMany({ where: { inquiryId: staffer.inquiry.id } })
    const ruled = { withheld: 'W-1', version: row?.version, to: 'challenged', note: 'Too wide.' }
    for (const hand of [staffer, otherStaffer]) {
      const seat = { inquiryId: staffer.inquiry.id, userId: hand.userId }
      await db().membership.updateMany({ where: seat, data: { role: 'reviewer' } })
      expect((await refusalOf(moveWithheld({ ...hand, role: 'reviewer' }, ruled))).kind).toBe('forbidden')
    }
    await moveWithheld(reviewer, ruled)
  })
})

import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { headlines, heldUp, issuedAgainstSatisfied, nextDeadlines } from '@/lib/coverage/figures'
import { lastEvents } from '@/lib/coverage/last-events'
import { coverage, coverageOfQuestion, navCounts } from '@/lib/coverage/queries'
import { matrixRows } from '@/lib/coverage/ui/cells'
import { headlineItems } from '@/lib/coverage/ui/headlines'
import { heldPath } from '@/lib/coverage/ui/held-up-table'
import { listEvidence } from '@/lib/evidence/list'
import { filterParams } from '@/lib/params'
import type { Actor } from '@/lib/people/actor'
import { visiblePartitions } from '@/lib/people/actor'
import { listQuestions } from '@/lib/questions/queries'
import { questionFilter } from '@/lib/questions/schema'
import { listRequests, viewCounts } from '@/lib/requests/list'
import { unproven } from '@/lib/requests/proof'
import { requestFilter } from '@/lib/requests/schema'
import { isOutstanding } from '@/lib/requests/status'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { fillAtRandom, type MadeInquiry, type MadeRequest } from '@/lib/testing/random-inquiry'
import { addDays, dateToDb, daysBetween, today } from '@/lib/time'

beforeAll(async () => {
  await freshDatabase()
})
afterEach(() => vi.useRealTimers())

const day = today('America/New_York')

/** How many rows the list holds that this address opens. */
async function behind(actor: Actor, href: string): Promise<number> {
  const { pathname, searchParams } = new URL(href, 'http://ledger.example')
  const params = Promise.resolve(Object.fromEntries(searchParams))
  if (pathname.endsWith('/questions')) {
    const { filter, dropped } = await filterParams(questionFilter, params)
    expect(dropped).toEqual([])
    return (await listQuestions(actor, filter)).length
  }
  expect(pathname).toMatch(/\/requests$/)
  const { filter, given, dropped } = await filterParams(requestFilter, params)
  expect(dropped).toEqual([])
  expect(Object.keys(given)).toEqual([...searchParams.keys()])
  return (await listRequests(actor, filter)).total
}

const plain = (number: number | string) => Number(String(number).replace(/,/g, ''))

describe.each([1, 2, 3])('on data made up at random (%i)', (seed) => {
  let committee: Committee
  let made: MadeInquiry
  beforeAll(async () => {
    committee = await seatCommittee()
    made = await fillAtRandom(committee.staffer, seed, day)
  })

  describe.each(['staffer', 'minorityStaffer', 'nonpartisanReviewer', 'viewer'] as const)('for the %s', (who) => {
    const seen = () => {
      const actor = committee[who]
      const partitions = visiblePartitions(actor)
      return { actor, rows: made.requests.filter(({ partition }) => partitions.includes(partition)) }
    }
    const open = (row: MadeRequest) => isOutstanding(row.status)
    const late = (row: MadeRequest) => open(row) && row.dueOn !== null && row.dueOn < day

    it('every headline number is the count of the list that it opens', async () => {
      const { actor } = seen()
      const heads = headlineItems(actor.inquiry.slug, day, await headlines(actor))
      expect(heads.length).toBeGreaterThan(4)
      for (const head of heads) {
        expect([head.name, await behind(actor, head.href)]).toEqual([head.name, plain(head.number)])
      }
    })

    it('the headlines are what one counts by hand', async () => {
      const { actor, rows } = seen()
      const heads = await headlines(actor)
      const soon = rows.filter((row) => open(row) && row.dueOn && row.dueOn >= day && row.dueOn <= addDays(day, 7))
      expect(heads).toMatchObject({
        outstanding: rows.filter(open).length,
        issued: rows.filter((row) => row.issuedOn).length,
        overdue: rows.filter(late).length,
        dueSoon: soon.length,
        unreviewed: rows.filter((row) => row.status === 'received').length,
        refused: rows.filter((row) => row.status === 'refused').length,
      })
      const first = (of: MadeRequest[], on: (row: MadeRequest) => string | null) =>
        [...of].sort((a, b) => String(on(a)).localeCompare(String(on(b))) || a.number - b.number)[0]
      expect(heads.oldestOverdue?.ref).toBe(`R-${first(rows.filter(late), (row) => row.dueOn)?.number}`)
      expect(heads.nextDue?.ref).toBe(`R-${first(soon, (row) => row.dueOn)?.number}`)
      const came = rows.filter((row) => row.status === 'received')
      expect(heads.oldestUnreviewed?.ref).toBe(`R-${first(came, (row) => row.receivedOn)?.number}`)
      const items = await listEvidence(seen().actor, {})
      expect(heads.itemsWaiting).toBe(items.counts.logged + items.counts.in_review)
    })

    it('what is satisfied on proof that is gone is named, counted as its list counts it, and nowhere accepted', async () => {
      const { actor, rows } = seen()
      const gone = rows.filter((row) => row.proofGone)
      expect(gone.length).toBeGreaterThan(0)
      expect((await unproven(actor)).map(({ ref }) => ref)).toEqual(gone.map(({ number }) => `R-${number}`))
      expect(await behind(actor, '/requests?view=unproven')).toBe(gone.length)
      expect((await viewCounts(actor)).unproven).toBe(gone.length)
      for (const row of (await listRequests(actor, {}, { limit: 200 })).rows) {
        expect([row.ref, row.proofGone]).toEqual([row.ref, gone.some(({ number }) => `R-${number}` === row.ref)])
      }
      const accepted = (await coverage(actor)).questions.flatMap(({ cells }) =>
        cells.filter(({ state }) => state === 'accepted'),
      )
      for (const cell of accepted) expect(cell.count).toBe(cell.of)
      const proven = rows.filter((row) => row.status === 'satisfied' && !row.proofGone)
      expect(accepted.reduce((sum, cell) => sum + cell.of, 0)).toBeLessThanOrEqual(
        proven.reduce((sum, row) => sum + row.questions.length, 0),
      )
    })

    it('every cell of the matrix says as many as the list that it opens', async () => {
      const { actor, rows } = seen()
      const matrix = await coverage(actor)
      const standing = rows.filter((row) => row.status !== 'withdrawn' && row.status !== 'superseded')
      const inMatrix = matrix.questions.flatMap(({ cells }) => cells).reduce((sum, cell) => sum + cell.of, 0)
      expect(inMatrix).toBe(standing.reduce((sum, row) => sum + row.questions.length, 0))
      for (const [i, row] of matrixRows(actor.inquiry.slug, matrix.questions, false).entries()) {
        for (const [j, cell] of row.cells.entries()) {
          const of = matrix.questions[i]?.cells[j]?.of ?? -1
          if (cell.href) expect(await behind(actor, cell.href)).toBe(of)
          else expect(of).toBe(0)
        }
      }
    })

    it("a question's own row is its row of the matrix", async () => {
      const { actor } = seen()
      const [first] = await listQuestions(actor)
      if (!first) throw new Error('There is a question.')
      expect(await coverageOfQuestion(actor, first)).toEqual((await coverage(actor)).questions[0])
    })

    it('who holds things up: each count is that of its list, the medians are right, and all add up', async () => {
      const { actor, rows } = seen()
      const held = await heldUp(actor)
      for (const row of held.rows) {
        const mine = rows.filter(
          (one) => open(one) && one.blocker === row.blocker && `O-${one.office + 1}` === row.office.ref,
        )
        expect(row).toMatchObject({ held: mine.length, overdue: mine.filter(late).length, days: medianDays(mine) })
        if (row.blocker) expect(await behind(actor, heldPath(actor.inquiry.slug, row))).toBe(row.held)
      }
      const all = rows.filter(open)
      expect(held.total).toEqual({ held: all.length, overdue: all.filter(late).length, days: medianDays(all) })
      expect(held.rows.reduce((sum, row) => sum + row.held, 0)).toBe(all.length)
    })

    it('the plot ends on what is issued and what stands satisfied', async () => {
      const { actor, rows } = seen()
      const totals = await issuedAgainstSatisfied(actor)
      expect(totals.at(-1)).toMatchObject({
        issued: rows.filter((row) => row.issuedOn).length,
        satisfied: rows.filter((row) => row.status === 'satisfied' && !row.proofGone).length,
      })
      const middle = totals[Math.floor(totals.length / 2)]
      expect(middle?.issued).toBe(rows.filter((row) => row.issuedOn && row.issuedOn <= (middle?.on ?? '')).length)
      expect(totals.map(({ on }) => on)).toEqual([...new Set(totals.map(({ on }) => on))].sort())
    })

    it('the deadlines are the first of the list that "all" opens', async () => {
      const { actor, rows } = seen()
      const { next, total } = await nextDeadlines(actor, 5)
      expect(await behind(actor, `/requests?view=outstanding&dueFrom=${day}`)).toBe(total)
      const coming = rows.filter((row) => open(row) && row.dueOn && row.dueOn >= day)
      const order = coming.sort((a, b) => String(a.dueOn).localeCompare(String(b.dueOn)) || a.number - b.number)
      expect(next.map(({ ref }) => ref)).toEqual(order.slice(0, 5).map(({ number }) => `R-${number}`))
    })

    it('the navigation counts the whole list', async () => {
      const { actor, rows } = seen()
      const counts = await navCounts(actor)
      expect(counts).toMatchObject({ requests: rows.length, questions: made.needs.length, offices: 3, letters: 0 })
      expect((await listRequests(actor)).total).toBe(counts.requests)
    })
  })
})

/** The median as one works it out by hand; null of nothing, as of requests that nobody was named for. */
function medianDays(rows: MadeRequest[]): number | null {
  const days = rows
    .flatMap(({ blockerSince }) => (blockerSince ? [daysBetween(blockerSince, day)] : []))
    .sort((a, b) => a - b)
  const half = days.length / 2
  if (days.length === 0) return null
  return ((days[Math.ceil(half) - 1] ?? 0) + (days[Math.floor(half)] ?? 0)) / 2
}

describe('the day', () => {
  it("is that of the inquiry's zone: a request becomes overdue when the day after its due date begins there", async () => {
    const { staffer } = await seatCommittee()
    const { db } = await import('@/lib/db')
    const own = { inquiryId: staffer.inquiry.id, createdById: staffer.userId, number: 1 }
    const office = await db().office.create({ data: { ...own, name: 'The office' } })
    await db().request.create({
      data: {
        ...own,
        ...{ partition: 'shared', kind: 'log', title: 'The log', wording: 'All of it.', addresseeId: office.id },
        ...{ formWanted: 'delivered_copy', handling: 'unclassified', status: 'issued', outstanding: true },
        ...{ issuedOn: dateToDb('2026-02-01'), dueOn: dateToDb('2026-02-12'), firstDueOn: dateToDb('2026-02-12') },
        ...{ blocker: 'addressee', blockerSince: dateToDb('2026-02-01') },
      },
    })
    vi.useFakeTimers({ toFake: ['Date'] })
    const at = async (moment: string) => {
      vi.setSystemTime(new Date(moment))
      const { overdue, dueSoon } = await headlines(staffer)
      const events = await lastEvents(staffer, 3)
      return { overdue, dueSoon, told: events.flatMap((event) => ('overdue' in event ? [event.overdue] : [])) }
    }
    // Washington is five hours behind in February: at midnight there it is 05:00 in UTC.
    expect(await at('2026-02-13T04:59:59Z')).toEqual({ overdue: 0, dueSoon: 1, told: [] })
    expect(await at('2026-02-13T05:00:00Z')).toEqual({
      overdue: 1,
      dueSoon: 0,
      told: [{ on: '2026-02-13', refs: ['R-1'], n: 1 }],
    })
    expect((await lastEvents(staffer, 3))[0]?.at).toBe('2026-02-13T05:00:00.000Z')
  })
})

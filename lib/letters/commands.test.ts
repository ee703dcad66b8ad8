import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { db } from '@/lib/db'
import { parseRef } from '@/lib/fields'
import { clearLetter, draftLetter, editLetter, moveLetter, setLetterRequests } from '@/lib/letters/commands'
import { letterSnapshot, lettersOfRequest, loadLetter } from '@/lib/letters/queries'
import { type LetterStatus, letterMoves, letterStatuses } from '@/lib/letters/status'
import { draftRequest } from '@/lib/requests/commands'
import { listRequests } from '@/lib/requests/list'
import { type Committee, eventCount, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import {
  cleared,
  here,
  issued,
  letter,
  letterIn,
  request,
  rowOf,
  seatWithOffice,
  soon,
  text,
} from '@/lib/testing/letters'
import { addDays, dateToDb } from '@/lib/time'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithOffice()
})

const statuses = Object.keys(letterStatuses) as LetterStatus[]
const roles = ['staffer', 'reviewer', 'viewer', 'admin'] as const
const carried = (ref: string) =>
  db().letterRequest.findMany({
    where: { letter: { number: Number(ref.slice(2)), partition: 'shared', inquiryId: committee.staffer.inquiry.id } },
    orderBy: { position: 'asc' },
    select: { request: { select: { number: true, status: true } } },
  })
const numbersOn = async (ref: string) => (await carried(ref)).map((one) => `R-${one.request.number}`)

describe('drafting a letter', () => {
  it('numbers each series without gaps, also when many are drafted at once and some fail', async () => {
    const fresh = await seatWithOffice()
    const done = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => letter(fresh.staffer, i % 4 === 3 ? { subject: ' ' } : {})),
    )
    const numbers = done.flatMap((one) => (one.status === 'fulfilled' ? [Number(one.value.ref.slice(2))] : []))
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(await letter(fresh.staffer, { partition: 'majority' })).toMatchObject({ ref: 'L-M1' })
  })

  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer'] as const)('is not for a %s', async (who) => {
    const before = await eventCount(committee[who])
    expect((await refusalOf(draftLetter(committee[who], text))).kind).toBe('forbidden')
    expect(await eventCount(committee[who])).toBe(before)
  })

  it.each([
    ['a blank subject', { subject: ' \u200b ' }, ['subject']],
    ['an instrument that does not exist', { instrument: 'threat' }, ['instrument']],
    ['an office that does not exist', { addressee: 'O-99' }, ['addressee']],
    ['a request that does not exist', { requests: 'R-999' }, ['requests']],
    ['a letter to follow that does not exist', { follows: 'L-999' }, ['follows']],
    ['a day that does not exist', { dueOn: '2026-02-30' }, ['dueOn']],
    ['an object where text belongs', { body: { not: '' } }, ['body']],
    ['an unknown field', { status: 'issued' }, ['status']],
    ['the other side’s partition', { partition: 'minority' }, ['partition']],
  ])('refuses %s beside its field', async (_name, more, paths) => {
    expect(await refusalOf(draftLetter(committee.staffer, { ...text, ...more }))).toMatchObject({
      kind: 'invalid',
      paths,
    })
  })

  it('derives how far it pushes, unless somebody says', async () => {
    const first = await issued(committee, { requests: [(await request(committee.staffer)).ref] })
    const rung = async (more: Record<string, unknown>) =>
      (await rowOf(committee.staffer, (await letter(committee.staffer, more)).ref)).rung
    expect(await rung({})).toBe('request')
    expect(await rung({ instrument: 'subpoena', follows: first.ref })).toBe('subpoena')
    expect(await rung({ instrument: 'statutory_duty' })).toBe('funding_condition')
    expect(await rung({ follows: first.ref })).toBe('follow_up')
    expect(await rung({ rung: 'subpoena_notice' })).toBe('subpoena_notice')
  })

  it('follows only what was issued', async () => {
    const draft = await letter(committee.staffer)
    expect((await refusalOf(letter(committee.staffer, { follows: draft.ref }))).paths).toEqual(['follows'])
  })
})

describe('the requests on a letter', () => {
  it('stand in the order given, and can be ordered anew', async () => {
    const refs = [
      await request(committee.staffer),
      await request(committee.staffer),
      await request(committee.staffer),
    ].map(({ ref }) => ref)
    const { ref, version } = await letter(committee.staffer, { requests: [...refs].reverse() })
    expect(await numbersOn(ref)).toEqual([...refs].reverse())
    await setLetterRequests(committee.staffer, { letter: ref, version, requests: [refs[1], refs[0]] })
    expect(await numbersOn(ref)).toEqual([refs[1], refs[0]])
  })

  it('can be drafted straight onto it, but not while it is in clearance', async () => {
    const made = await letter(committee.staffer)
    const { ref } = await request(committee.staffer, { letter: made.ref })
    expect(await numbersOn(made.ref)).toEqual([ref])
    await moveLetter(committee.staffer, { letter: made.ref, version: 2, to: 'in_clearance' })
    const requests = await db().request.count()
    expect(await refusalOf(request(committee.staffer, { letter: made.ref }))).toMatchObject({ paths: ['letter'] })
    expect(await refusalOf(request(committee.staffer, { letter: 'L-999' }))).toMatchObject({ paths: ['letter'] })
    expect(await db().request.count()).toBe(requests)
  })

  it('are listed with the letter that went out last, not with a draft that would ask again', async () => {
    const fresh = await seatWithOffice()
    const { ref } = await request(fresh.otherStaffer)
    const onLetter = async () => (await listRequests(fresh.staffer)).rows.map((row) => row.letter)
    const first = await letter(fresh.otherStaffer, { requests: [ref] })
    expect(await onLetter()).toEqual([first.ref])
    await db().letter.update({
      where: { id: (await rowOf(fresh.staffer, first.ref)).id },
      data: { status: 'withdrawn' },
    })
    expect(await onLetter()).toEqual([null])
    const out = await issued(fresh, { requests: [ref] })
    await letter(fresh.staffer, { requests: [ref] })
    expect(await onLetter()).toEqual([out.ref])
  })

  it.each(['received', 'satisfied', 'superseded', 'withdrawn'] as const)('cannot be %s', async (status) => {
    const { ref } = await request(committee.staffer)
    const first = await issued(committee, { requests: [ref] })
    const where = {
      inquiryId: committee.staffer.inquiry.id,
      partition: 'shared',
      number: Number(ref.slice(2)),
    } as const
    const { id: other } = await db().request.findFirstOrThrow({ where: { ...where, number: { not: where.number } } })
    const data = { status, outstanding: false, blocker: null, blockerSince: null, closingReason: 'x' }
    await db().request.updateMany({
      where,
      data: { ...data, ...(status === 'superseded' && { supersededById: other }) },
    })
    expect(await refusalOf(letter(committee.staffer, { requests: [ref], follows: first.ref }))).toMatchObject({
      paths: ['requests'],
    })
  })
})

describe('moves: every status, every target, every role', () => {
  for (const from of statuses) {
    for (const to of statuses) {
      it(`${from} to ${to}`, async () => {
        const move = letterMoves.find((one) => one.to === to && one.from.includes(from))
        for (const role of roles) {
          const { ref, version } = await letterIn(committee, from)
          const input = {
            letter: ref,
            version,
            to,
            ...(move?.needs.includes('note') && { note: 'Because.' }),
            ...(move?.needs.includes('issuedOn') && { issuedOn: here(committee.staffer) }),
          }
          const act = moveLetter(committee[role], input)
          if (move?.by.includes(role)) expect(await act).toMatchObject({ status: to, version: 2 })
          else expect(['invalid', 'forbidden']).toContain((await refusalOf(act)).kind)
        }
      })
    }
  }

  it('asks for what the move needs, and refuses what it has no use for', async () => {
    const { ref, version } = await letterIn(committee, 'in_clearance')
    const of = (more: object) => refusalOf(moveLetter(committee.staffer, { letter: ref, version, ...more }))
    expect(await of({ to: 'issued' })).toMatchObject({ paths: ['issuedOn'] })
    expect(await of({ to: 'draft' })).toMatchObject({ paths: ['note'] })
    expect(await of({ to: 'draft', note: 'x', issuedOn: here(committee.staffer) })).toMatchObject({
      paths: ['issuedOn'],
    })
  })

  it('changes a draft only, and only by a staffer', async () => {
    for (const status of statuses) {
      for (const role of roles) {
        const { ref, version } = await letterIn(committee, status)
        const edit = editLetter(committee[role], { ...text, letter: ref, version, subject: 'Another' })
        const choose = () => setLetterRequests(committee[role], { letter: ref, version: version + 1, requests: [] })
        if (status === 'draft' && role === 'staffer') {
          expect(await edit).toMatchObject({ version: 2 })
          expect(await choose()).toMatchObject({ version: 3 })
        } else {
          expect((await refusalOf(edit)).kind).toBe('forbidden')
          expect((await refusalOf(choose())).kind).toBe('forbidden')
        }
      }
    }
  })

  it('voids the clearance when the letter is returned', async () => {
    const { ref, version } = await cleared(committee, { requests: [(await request(committee.staffer)).ref] })
    await moveLetter(committee.reviewer, { letter: ref, version, to: 'draft', note: 'The period is missing.' })
    await moveLetter(committee.staffer, { letter: ref, version: version + 1, to: 'in_clearance' })
    const issue = { letter: ref, version: version + 2, to: 'issued', issuedOn: here(committee.staffer) }
    expect((await refusalOf(moveLetter(committee.staffer, issue))).kind).toBe('forbidden')
  })
})

describe('submitting', () => {
  it('names everything that is missing', async () => {
    const { ref, version } = await letter(committee.staffer)
    const submit = (at: number) => moveLetter(committee.staffer, { letter: ref, version: at, to: 'in_clearance' })
    await expect(submit(version)).rejects.toMatchObject({
      fields: [{ message: expect.stringContaining('no request') }],
    })
    const undated = [
      await request(committee.staffer, { dueOn: null }),
      await request(committee.staffer, { dueOn: null }),
    ]
    await setLetterRequests(committee.staffer, { letter: ref, version, requests: undated.map((one) => one.ref) })
    await expect(submit(2)).rejects.toMatchObject({
      fields: undated.map((one) => ({
        path: '',
        message: expect.stringMatching(new RegExp(`^${one.ref} has no due date`)),
      })),
    })
    await editLetter(committee.staffer, { ...text, letter: ref, version: 2, dueOn: soon(committee.staffer) })
    expect(await submit(3)).toMatchObject({ status: 'in_clearance' })
  })
})

describe('issuing', () => {
  const day = () => here(committee.staffer)

  it('issues every request on it in one step, with the letter’s due date where they have none, and puts each on its rung', async () => {
    const refs = [await request(committee.staffer, { dueOn: null }), await request(committee.staffer)].map(
      ({ ref }) => ref,
    )
    const due = addDays(day(), 30)
    const first = await issued(committee, { requests: refs, dueOn: due, signedBy: 'Chair' })
    const rows = await db().letterRequest.findMany({
      where: { letterId: (await rowOf(committee.staffer, first.ref)).id },
      orderBy: { position: 'asc' },
      include: { request: { include: { rungs: true } } },
    })
    expect(
      rows.map(({ request: one }) => [
        one.status,
        one.dueOn?.toISOString().slice(0, 10),
        one.rungs.map(({ rung }) => rung),
      ]),
    ).toEqual([
      ['issued', due, ['request']],
      ['issued', soon(committee.staffer), ['request']],
    ])
    const fresh = await request(committee.staffer)
    const follow = await issued(committee, { requests: [refs[0], fresh.ref], follows: first.ref })
    const ladder = await db().ladderRung.findMany({
      where: { letterId: (await rowOf(committee.staffer, follow.ref)).id },
      orderBy: { createdAt: 'asc' },
    })
    expect(ladder.map(({ rung }) => rung)).toEqual(['follow_up', 'request'])
    const stoodOn = await lettersOfRequest(committee.staffer, rows[0]?.requestId ?? '')
    expect(stoodOn.map(({ ref, position }) => [ref, position])).toEqual([
      [follow.ref, 1],
      [first.ref, 1],
    ])
  })

  it.each([
    ['a day to come', () => addDays(day(), 1)],
    ['a day before it was cleared', () => addDays(day(), -1)],
    ['a day that does not exist', () => '2026-02-30'],
  ])('refuses %s', async (_name, issuedOn) => {
    const { ref, version } = await cleared(committee, { requests: [(await request(committee.staffer)).ref] })
    const issue = moveLetter(committee.staffer, { letter: ref, version, to: 'issued', issuedOn: issuedOn() })
    expect(await refusalOf(issue)).toMatchObject({ kind: 'invalid', paths: ['issuedOn'] })
    expect((await carried(ref)).map((one) => one.request.status)).toEqual(['draft'])
  })

  it('refuses a due date before the issue date, of the letter or of a request, and issues nothing', async () => {
    const { ref, version } = await cleared(committee, { requests: [(await request(committee.staffer)).ref] })
    const { id } = await rowOf(committee.staffer, ref)
    const ago = (days: number) => dateToDb(addDays(day(), -days))
    await db().letter.update({ where: { id }, data: { dueOn: ago(1), clearedAt: ago(5) } })
    await db().request.updateMany({ where: { letters: { some: { letterId: id } } }, data: { dueOn: ago(2) } })
    const issue = moveLetter(committee.staffer, { letter: ref, version, to: 'issued', issuedOn: day() })
    expect(await refusalOf(issue)).toMatchObject({ paths: ['issuedOn', 'issuedOn'] })
    expect((await carried(ref)).map((one) => one.request.status)).toEqual(['draft'])
  })

  it('happens once when two do it at the same time', async () => {
    const { ref, version } = await cleared(committee, { requests: [(await request(committee.staffer)).ref] })
    const issue = (who: 'staffer' | 'otherStaffer') =>
      moveLetter(committee[who], { letter: ref, version, to: 'issued', issuedOn: day() })
    const done = await Promise.allSettled([issue('staffer'), issue('otherStaffer')])
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = done.find((one) => one.status === 'rejected')
    expect(lost?.reason.kind).toMatch(/conflict|invalid/)
    const { id } = await rowOf(committee.staffer, ref)
    expect(await db().ladderRung.count({ where: { letterId: id } })).toBe(1)
    expect(await db().auditEvent.count({ where: { subjectId: id, event: 'letter.issue' } })).toBe(1)
  })

  it('does not wait in a circle with those who draft requests meanwhile', async () => {
    // The second on each is the majority's own draft: issuing it draws a shared number after the first was written into the log.
    const own = () => request(committee.staffer, { partition: 'majority' })
    const letters = await Promise.all(
      [1, 2, 3].map(async () =>
        cleared(committee, {
          partition: 'majority',
          requests: [(await request(committee.staffer)).ref, (await own()).ref],
        }),
      ),
    )
    const open = await letter(committee.otherStaffer)
    const done = await Promise.allSettled(
      letters.flatMap(({ ref, version }) => [
        moveLetter(committee.staffer, { letter: ref, version, to: 'issued', issuedOn: day() }),
        request(committee.otherStaffer, { letter: open.ref }),
        draftLetter(committee.nonpartisanStaffer, text),
      ]),
    )
    expect(done.map((one) => (one.status === 'rejected' ? String(one.reason) : 'done'))).toEqual(done.map(() => 'done'))
    expect(await carried(open.ref)).toHaveLength(3)
  })
})

it('tells the second of two what the first did, and changes nothing', async () => {
  const { ref } = await letter(committee.staffer)
  await editLetter(committee.staffer, { ...text, letter: ref, version: 1, subject: 'The recording' })
  const late = editLetter(committee.otherStaffer, { ...text, letter: ref, version: 1, subject: 'The tape' })
  await expect(late).rejects.toMatchObject({ kind: 'conflict', current: { subject: 'The recording', version: '2' } })
})

it('is hidden from other inquiries: an unknown number and a foreign one are the same', async () => {
  const foreign = await seatWithOffice()
  const { ref } = await letter(committee.staffer)
  const of = (named: string) => refusalOf(clearLetter(foreign.reviewer, { letter: named, version: 1 }))
  expect(await of(ref)).toEqual(await of('L-99999'))
  const mine = (await request(committee.staffer)).ref
  expect((await refusalOf(draftLetter(foreign.staffer, { ...text, requests: [mine] }))).paths).toEqual(['requests'])
})

it('can be rebuilt from the history', async () => {
  const first = await request(committee.staffer)
  const made = await letter(committee.staffer, { requests: [first.ref], dueOn: soon(committee.staffer) })
  const second = (await draftRequest(committee.staffer, {
    kind: 'log',
    title: 'Log',
    wording: 'The log.',
    addressee: 'O-1',
    formWanted: 'delivered_copy',
    handling: 'unclassified',
    questions: 'Q-1',
    letter: made.ref,
  })) as { ref: string }
  await editLetter(committee.staffer, {
    ...text,
    letter: made.ref,
    version: 2,
    dueOn: soon(committee.staffer),
    body: '',
  })
  await setLetterRequests(committee.staffer, { letter: made.ref, version: 3, requests: [second.ref, first.ref] })
  await moveLetter(committee.staffer, { letter: made.ref, version: 4, to: 'in_clearance' })
  await clearLetter(committee.reviewer, { letter: made.ref, version: 5 })
  await moveLetter(committee.staffer, {
    letter: made.ref,
    version: 6,
    to: 'issued',
    issuedOn: here(committee.staffer),
    signedBy: 'Chair',
  })
  const row = await loadLetter(db(), committee.staffer, parseRef('L', made.ref) ?? expect.fail('no number'))
  const events = await db().auditEvent.findMany({ where: { subjectId: row.id }, orderBy: { seq: 'asc' } })
  const rebuilt = fold(events.map((event) => JSON.parse(event.body).changes))
  expect(rebuilt).toEqual(Object.fromEntries(Object.entries(letterSnapshot(row)).filter(([, value]) => value !== null)))
  expect(rebuilt.requestIds).toHaveLength(2)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as time from './time.ts'

const NY = 'America/New_York'
const zones = [NY, 'UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe', 'Pacific/Honolulu']
const zone = fc.constantFrom(...zones)
const moment = fc.date({
  min: new Date('1971-01-02T00:00:00Z'),
  max: new Date('2100-12-30T00:00:00Z'),
  noInvalidDate: true,
})
const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('days', () => {
  it.each(['2024-02-29', '2000-02-29', '1900-01-01', '2026-12-31'])('%s exists', (text) =>
    expect(time.isDay(text)).toBe(true),
  )
  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-04-31',
    '',
    'today',
    '2026-02-12T00:00',
    ' 2026-02-12',
    '２０２６-02-12',
  ])('%j does not', (text) => expect(time.isDay(text)).toBe(false))
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-07', 2, '2026-03-09'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(time.addDays(from, days)).toBe(to)
    expect(time.daysBetween(from, to)).toBe(days)
  })
  it('adding and counting agree', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -9999, max: 9999 }), (from, n) => {
        expect(time.daysBetween(from, time.addDays(from, n))).toBe(n)
      }),
    )
  })
  it('refuses a day that does not exist', () => {
    expect(() => time.addDays('2026-02-30', 1)).toThrow(RangeError)
    expect(() => time.formatDay('soon')).toThrow(RangeError)
    expect(() => time.dateToDb('2026-02-30')).toThrow(RangeError)
  })
  it('survives the database', () => {
    fc.assert(
      fc.property(day, (d) => {
        expect(time.dateFromDb(time.dateToDb(d))).toBe(d)
      }),
    )
    expect(time.dateToDb('2026-02-12').toISOString()).toBe('2026-02-12T00:00:00.000Z')
    expect([time.dateToDb(null), time.dateFromDb(null)]).toEqual([null, null])
  })
})

describe('words for days', () => {
  it.each([
    ['2026-02-12', 'today', 'today'],
    ['2026-02-13', 'tomorrow', 'tomorrow'],
    ['2026-02-17', 'in 5 days', 'in 5 days'],
    ['2026-02-11', '1 day overdue', 'yesterday'],
    ['2026-01-30', '13 days overdue', '13 days ago'],
  ])('%s: %s, or %s once it is done', (due, outstanding, done) => {
    expect(time.dueWords(due, '2026-02-12', true)).toBe(outstanding)
    expect(time.dueWords(due, '2026-02-12', false)).toBe(done)
    expect(time.agoWords(due, '2026-02-12')).toBe(done)
  })
  it.each([
    [{}, 'Feb 12, 2026'],
    [{ today: '2026-12-31' }, 'Feb 12'],
    [{ today: '2025-12-31' }, 'Feb 12, 2026'],
    [{ today: '2026-12-31', year: 'always' as const }, 'Feb 12, 2026'],
    [{ today: '2026-12-31', weekday: true }, 'Thu, Feb 12'],
    [{ weekday: true }, 'Thu, Feb 12, 2026'],
  ])('2026-02-12 with %j is "%s"', (how, words) => expect(time.formatDay('2026-02-12', how)).toBe(words))
  it('is called today on that day', () => {
    expect(time.dayWords('2026-02-12', '2026-02-12')).toBe('Today')
    expect(time.dayWords('2026-02-11', '2026-02-12')).toBe('Feb 11')
  })
  it('is written out where a letter is dated', () => {
    expect(time.dayInFull('2026-02-12')).toBe('February 12, 2026')
    expect(() => time.dayInFull('2026-02-30')).toThrow(RangeError)
  })
  it('reads back as the same day', () => {
    fc.assert(
      fc.property(day, (d) => {
        expect(new Date(`${time.formatDay(d)} UTC`).toISOString().slice(0, 10)).toBe(d)
      }),
    )
  })
})

describe('moments', () => {
  it.each([
    ['2026-02-12T14:40:00Z', NY, 'Feb 12, 2026, 9:40 a.m. EST'],
    ['2026-07-04T04:05:00Z', NY, 'Jul 4, 2026, 12:05 a.m. EDT'],
    ['2026-07-04T16:00:00Z', NY, 'Jul 4, 2026, 12:00 p.m. EDT'],
    ['2026-01-01T03:00:00Z', NY, 'Dec 31, 2025, 10:00 p.m. EST'],
    ['2026-02-12T23:59:59Z', 'UTC', 'Feb 12, 2026, 11:59 p.m. UTC'],
  ])('%s in %s is "%s"', (at, where, words) => expect(time.formatMoment(new Date(at), where)).toBe(words))

  it('today depends on where', () => {
    const at = new Date('2026-01-01T03:00:00Z')
    expect([time.today(NY, at), time.today('UTC', at)]).toEqual(['2025-12-31', '2026-01-01'])
  })

  it.each([
    [NY, '2026-02-12', 'Washington time (EST)'],
    [NY, '2026-07-12', 'Washington time (EDT)'],
    ['Pacific/Honolulu', '2026-07-12', 'Honolulu time (HST)'],
    ['America/Los_Angeles', '2026-07-12', 'Los Angeles time (PDT)'],
    ['UTC', '2026-07-12', 'UTC'],
  ])('%s on %s is %s', (where, on, name) => expect(time.zoneName(where, new Date(on))).toBe(name))

  it.each([...zones, 'US/Eastern', 'Etc/GMT+5'])('%s is a zone', (name) => expect(time.isZone(name)).toBe(true))
  it.each(['', 'Washington', '+05:00', 'America/Nowhere', 'constructor', '../etc'])('%j is none', (name) =>
    expect(time.isZone(name)).toBe(false),
  )
})

describe('the wall clock', () => {
  it.each([
    ['2026-02-12T09:40', NY, '2026-02-12T14:40:00.000Z'],
    ['2026-07-04T00:00:30', NY, '2026-07-04T04:00:30.000Z'],
    ['2026-03-08T01:59', NY, '2026-03-08T06:59:00.000Z'],
    ['2026-03-08T03:00', NY, '2026-03-08T07:00:00.000Z'],
    ['2026-11-01T01:30', NY, '2026-11-01T05:30:00.000Z'],
    ['2026-11-01T02:00', NY, '2026-11-01T07:00:00.000Z'],
    ['2026-02-12T09:40', 'Asia/Kathmandu', '2026-02-12T03:55:00.000Z'],
    ['2011-12-31T00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s in %s is %s', (local, where, at) => expect(time.localMoment(local, where).toISOString()).toBe(at))

  it.each([
    ['2026-03-08T02:30', NY, '2:30 a.m. on Mar 8, 2026 does not exist in Washington: the clocks skipped it'],
    ['2011-12-30T12:00', 'Pacific/Apia', '12:00 p.m. on Dec 30, 2011 does not exist in Apia: the clocks skipped it'],
  ])('%s in %s was skipped', (local, where, words) =>
    expect(() => time.localMoment(local, where)).toThrow(new RangeError(words)),
  )

  it.each([
    '2026-02-30T10:00',
    '2026-02-12',
    '2026-02-12T24:00',
    '2026-02-12T09:60',
    '2026-02-12T09:40Z',
    '2026-02-12 09:40',
    '',
  ])('%j is no day and time', (local) => expect(() => time.localMoment(local, NY)).toThrow(RangeError))

  it('finds every moment again, or the first of two that look alike', () => {
    fc.assert(
      fc.property(moment, zone, (at, where) => {
        const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: where, dateStyle: 'short', timeStyle: 'medium' })
        const found = time.localMoment(wall.format(at).replace(' ', 'T'), where)
        const back = Math.floor(at.getTime() / 1000) - found.getTime() / 1000
        expect(wall.format(found)).toBe(wall.format(at))
        expect([0, 1800, 3600]).toContain(back)
        expect(time.localMoment(time.wallTime(at, where), where)).toEqual(found)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the beginning of a day', () => {
  it.each([
    ['2026-02-12', 'America/New_York', '2026-02-12T05:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-02-12', 'UTC', '2026-02-12T00:00:00.000Z'],
    // Cairo's clocks go from midnight to one: the day begins at one.
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ])('%s in %s', (day, zone, at) => expect(time.startOfDay(day, zone).toISOString()).toBe(at))

  it('is not there for a day that does not exist', () => {
    expect(() => time.startOfDay('2026-02-30', 'UTC')).toThrow(RangeError)
  })

  it('is said in full at the head of a page', () => {
    const at = new Date('2026-02-12T14:40:00Z')
    expect(time.momentInFull(at, 'America/New_York')).toBe('Thursday, February 12, 2026, 9:40 a.m. EST')
  })
})

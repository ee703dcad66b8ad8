import { notAPlace, readCursor, writeCursor } from '@/lib/cursor'
import { dateFromDb, dateToDb, isDay } from '@/lib/time'

/*
 * How a list of numbered records is ordered by one of its columns, and goes on behind a row: by the value of that column, then by number. A place is the
 * sort key of the last row, so that what comes meanwhile neither repeats nor hides any. For lists that Prisma asks for.
 */

export type Way = 'asc' | 'desc'
type Place = string | number | boolean | null

/**
 * A column to order by: what of a row stands in the cursor, and what is at such a value and what comes past it (undefined: no value of this column). One
 * that is `sparse` may be empty; what is empty comes last either way.
 */
export type Column<Name extends string, Row> = {
  column: Name
  sparse?: true
  write(row: Row): Place
  behind(value: Place, way: Way): { at: object; past: object } | undefined
}

const past = <T>(value: T, way: Way) => (way === 'asc' ? { gt: value } : { lt: value })
const nothing = { id: { in: [] } }

/** Could this be the number of a record, or a count of something? The columns are integers of 32 bits. */
const isNumber = (value: Place | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31

/** The values of a column that may be empty: what is empty comes behind all others. */
function sparse<Name extends string, Row>(of: Column<Name, Row>): Column<Name, Row> {
  const { column, behind } = of
  return {
    ...of,
    sparse: true,
    behind(value, way) {
      if (value === null) return { at: { [column]: null }, past: nothing }
      const place = behind(value, way)
      return place && { at: place.at, past: { OR: [place.past, { [column]: null }] } }
    },
  }
}

/** A column of whole numbers above 0. */
export const byNumber = <Name extends string, Row extends { [name in Name]: number | null }>(
  column: Name,
): Column<Name, Row> => ({
  column,
  write: (row) => row[column],
  behind: (value, way) =>
    isNumber(value) ? { at: { [column]: value }, past: { [column]: past(value, way) } } : undefined,
})

/** A column of text. */
export const byText = <Name extends string, Row extends { [name in Name]: string }>(
  column: Name,
): Column<Name, Row> => ({
  column,
  write: (row) => row[column],
  behind: (value, way) =>
    typeof value === 'string' && !value.includes('\0')
      ? { at: { [column]: value }, past: { [column]: past(value, way) } }
      : undefined,
})

/** A column of days. */
export const byDay = <Name extends string, Row extends { [name in Name]: Date | null }>(
  column: Name,
): Column<Name, Row> => ({
  column,
  write: (row) => dateFromDb(row[column]),
  behind(value, way) {
    if (typeof value !== 'string' || !isDay(value)) return undefined
    const day = dateToDb(value)
    return { at: { [column]: day }, past: { [column]: past(day, way) } }
  },
})

/** A column that holds one of a closed list, in the list's own order, as in the database. */
export const byList = <Name extends string, Row extends { [name in Name]: string }>(
  column: Name,
  labels: Readonly<Record<string, string>>,
): Column<Name, Row> => ({
  column,
  write: (row) => row[column],
  behind(value, way) {
    const values = Object.keys(labels)
    const at = values.indexOf(String(value))
    if (at < 0) return undefined
    const rest = way === 'asc' ? values.slice(at + 1) : values.slice(0, at)
    return { at: { [column]: value }, past: { [column]: { in: rest } } }
  },
})

/** The same columns where they may be empty. */
export const byDayOrNone = <Name extends string, Row extends { [name in Name]: Date | null }>(column: Name) =>
  sparse<Name, Row>(byDay(column))
export const byNumberOrNone = <Name extends string, Row extends { [name in Name]: number | null }>(column: Name) =>
  sparse<Name, Row>(byNumber(column))

/** A part of a list. Screens page by `offset`, the API by `after`, the `next` of the part before. */
export type Part = { limit?: number; offset?: number; after?: string | null }
const USUAL = 50

/** A list in one order: how a part of it is asked for, and where it goes on. */
export function ordered<Row extends { number: number }>(of: Column<string, Row>, way: Way) {
  /** What comes behind a place. Throws a Refusal when it is none in this order. */
  const beyond = (cursor: string): { OR: object[] } => {
    const [value = null, number] = readCursor(cursor, 2)
    const place = of.behind(value, way)
    if (!place || !isNumber(number)) throw notAPlace()
    return { OR: [place.past, { ...place.at, number: past(number, way) }] }
  }
  return {
    /** Which records a part of it has, and one more than that, so that it is known whether the list goes on. */
    which: <Where extends object>(where: Where, { limit = USUAL, offset = 0, after = null }: Part) => ({
      where: after ? { AND: [where, beyond(after)] } : where,
      orderBy: [{ [of.column]: of.sparse ? { sort: way, nulls: 'last' as const } : way }, { number: way }],
      skip: offset,
      take: limit + 1,
      select: { id: true } as const,
    }),
    /** What was found so: the part, and the place behind its last row; null at the end of the list. */
    cut(found: Row[], { limit = USUAL }: Part): { rows: Row[]; next: string | null } {
      const last = found.length > limit ? found[limit - 1] : undefined
      return { rows: found.slice(0, limit), next: last ? writeCursor([of.write(last), last.number]) : null }
    },
  }
}

/** How many there are in each status, and in all or in the one that was asked for. */
export function tallied<S extends string>(
  labels: Readonly<Record<S, string>>,
  groups: readonly { status: S; _count: number }[],
  status?: S | null,
): { counts: Record<S, number>; total: number } {
  const counts = Object.fromEntries(Object.keys(labels).map((one) => [one, 0])) as Record<S, number>
  for (const group of groups) counts[group.status] = group._count
  const all = groups.reduce((sum, { _count }) => sum + _count, 0)
  return { counts, total: status ? counts[status] : all }
}

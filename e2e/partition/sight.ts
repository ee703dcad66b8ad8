import { evidenceMoves } from '@/lib/evidence/status'
import { letterMoves } from '@/lib/letters/status'
import { questionMoves } from '@/lib/questions/status'
import { requestMoves } from '@/lib/requests/status'
import { withheldMoves } from '@/lib/withheld/status'
import { type RecordKind, recordKinds } from '@/lib/words'
import { builtAddresses, fill } from '../fixtures/built'
import { type Answer, get } from '../fixtures/send'
import { plain } from './plain'

/** Somebody who looks: by screens and by the API. */
export type Seat = { cookie: string; token: string }
/** Where they look, a word that they search for, and ids of whom and what they ask for. */
export type Place = { url: string; slug: string; word: string; ids: readonly string[] }
/** What somebody was answered, by what they asked for. */
export type Sight = Map<string, string>

const AT_ONCE = 8
const kinds = Object.keys(recordKinds) as RecordKind[]

/** Numbers in a series that are asked for: of what is shared, of each side's own, there now or later, and one that is never given. */
const numbers = ['1', '2', '3', 'M1', 'M2', 'M3', 'N1', '999']
const fewNumbers = ['1', 'M2']

function refsOf(kind: RecordKind, few = false): string[] {
  const { prefix, ofSides } = recordKinds[kind]
  const own = (number: string) => ofSides || !/[MN]/.test(number)
  return (few ? fewNumbers : numbers).filter(own).map((number) => `${prefix}-${number}`)
}

/** The kind of record at an address of the inquiry, by its folder. */
const kindAt = (path: string) => kinds.find((name) => recordKinds[name].path === path.split('/')[3])

const verbs: Partial<Record<string, readonly string[]>> = {
  question: questionMoves.map(({ verb }) => verb),
  request: requestMoves.map(({ verb }) => verb),
  letter: letterMoves.map(({ verb }) => verb),
  evidence: evidenceMoves.map(({ verb }) => verb),
  withheld: withheldMoves.map(({ verb }) => verb),
}

/** Every way in which the places of an address of the build can be filled. Throws for a place that nobody listed. */
function filled(pattern: string, { slug, ids }: Place): string[] {
  const kind = kindAt(pattern)
  const places = [...pattern.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name = '']) => name)
  const choices: Record<string, readonly string[] | undefined> = {
    slug: [slug],
    ref: kind && refsOf(kind, places.length > 2),
    verb: kind && [...new Set(verbs[kind])],
    what: ['extension', 'blocker', 'rung', 'owner', 'nothing'],
    id: ids,
    kind: ['viewed', 'checked_out'],
    entry: ['1'],
    rest: ['nowhere'],
  }
  let ways: Record<string, string>[] = [{}]
  for (const place of places) {
    const values = choices[place] ?? []
    if (values.length === 0)
      throw new Error(`Nothing fills [${place}] of ${pattern}: list it in e2e/partition/sight.ts`)
    ways = ways.flatMap((way) => values.map((value) => ({ ...way, [place]: value })))
  }
  return ways.map((way) => fill(pattern, way))
}

/** Questions that lists, searches and exports are asked: a hidden word, the other side's share, the history of a hidden record. */
const asked = ({ word }: Place) => [`q=${word}`, 'partition=majority', 'record=L-M2']

const LISTS = new RegExp(
  `^/inquiries/[^/]+/(${[...kinds.map((kind) => recordKinds[kind].path), 'history', 'search'].join('|')})(/csv)?$`,
)

const isDownload = (path: string) => /\/(csv|xlsx)(\?|$)/.test(path)

/** All pages of the build, and where they lead within the inquiry: next pages, orders, views, filters. And the downloads that were met on the way. */
async function pagesFor({ cookie }: Seat, place: Place): Promise<{ sight: Sight; downloads: string[] }> {
  const sight: Sight = new Map()
  const look = async (path: string): Promise<string[]> => {
    const answer = await get(place.url + path, cookie)
    sight.set(path, plain(path, answer))
    return [...answer.text.matchAll(/href="(\/inquiries\/[^"#]*)"/g)].map(([, to = '']) => to.replaceAll('&amp;', '&'))
  }
  const known = builtAddresses().filter(({ pattern }) => !NOT_LOOKED_AT.includes(pattern))
  const paths = known.flatMap(({ pattern }) => filled(pattern, place))
  const lists = paths.filter((path) => LISTS.test(path))
  const first = [...paths, ...lists.flatMap((path) => asked(place).map((query) => `${path}?${query}`))]
  const pages = first.filter((path) => !isDownload(path))
  const found = [...new Set([...first, ...(await each(pages, look)).flat()])]
  await each(
    found.filter((path) => path.includes('?') && !isDownload(path) && !sight.has(path)),
    look,
  )
  return { sight, downloads: found.filter(isDownload).sort() }
}

/**
 * What is handed out at these addresses. Each time is noted in the log for everybody to read, so they come after all pages, one by one; of the history
 * the lines on what was handed out are left off.
 */
export async function downloadsFor({ cookie }: Seat, place: Place, paths: readonly string[]): Promise<Sight> {
  const sight: Sight = new Map()
  for (const path of paths) {
    const told = plain(path, await get(place.url + path, cookie))
    sight.set(path, path.includes('/history/') ? told.replace(/^.*\bexported\b.*\n?/gm, '') : told)
  }
  return sight
}

/** Signing out changes something, the API is asked by itself, and what is up says nothing of anybody. */
const NOT_LOOKED_AT = [
  '/sign-out',
  '/api/v1/[[...path]]',
  '/api/v1/inquiries/[slug]/bags/[id]',
  '/api/v1/inquiries/[slug]/files/[id]',
  '/api/v1/inquiries/[slug]/uploads/[[...id]]',
  '/_not-found',
  '/api/health',
  '/api/ready',
]

type Described = { paths: Record<string, { get?: { parameters?: { in: string; name: string }[] } }> }

/** Every question that the API of this server says it answers, lists from place to place to their end. */
async function apiFor({ token }: Seat, place: Place): Promise<Sight> {
  const sight: Sight = new Map()
  const ask = (path: string) => fetch(`${place.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
  const look = async (path: string): Promise<void> => {
    const response = await ask(path)
    const { status, headers } = response
    const answer: Answer = { status, headers, text: await response.text(), location: '' }
    sight.set(`API ${path}`, plain(`API ${path}`, answer))
    const next = /"next":"([^"]+)"/.exec(answer.text)?.[1]
    if (next) await look(`${path.replace(/&after=.*/, '')}&after=${next}`)
  }
  const { paths } = (await (await ask('/openapi.json')).json()) as Described
  const asks = Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get) return []
    const bare = path.replace('{slug}', place.slug)
    const kind = kindAt(path)
    if (kind && path.includes('{ref}')) return refsOf(kind).map((ref) => bare.replace('{ref}', ref))
    const taken = get.parameters?.filter((one) => one.in === 'query').map(({ name }) => name) ?? []
    if (!taken.includes('after')) return [bare]
    const may = (one: string) => taken.includes(one.replace(/=.*/, ''))
    return ['', ...asked(place).filter(may)].map((one) => `${bare}?limit=20${one && `&${one}`}`)
  })
  await each(asks, look)
  return sight
}

/** Everything that this person can be told by looking, and where they can have more handed out. */
export async function sightOf(seat: Seat, place: Place): Promise<{ sight: Sight; downloads: string[] }> {
  const { sight, downloads } = await pagesFor(seat, place)
  return { sight: new Map([...sight, ...(await apiFor(seat, place))]), downloads }
}

/** Does it with all, a few at once; gives what came of each, in their order. */
async function each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(all.length)
  const left = all.entries()
  const worker = async () => {
    for (const [index, one] of left) results[index] = await work(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

import type { FileInBag, ItemInBag, RequestInBag } from '@/lib/bags/contents'
import { placeOf } from '@/lib/bags/layout'
import { type Reason, reasons } from '@/lib/bags/schema'
import { type Cell, toCsv } from '@/lib/csv'
import { evidenceStatuses } from '@/lib/evidence/status'
import { accessModes, handlings, kinds } from '@/lib/words'

/*
 * The tag files of a bag (RFC 8493): what it is, what is in it, and what is known of it, as JSON for programs and CSV for spreadsheets. Pure, and of a
 * name of its own, because it makes texts of what was read elsewhere.
 */

/** A bag as its tag files tell of it. */
export type BagFacts = {
  name: string
  of: string
  inquiry: string
  committee: string
  by: string
  made: Date
  items: ItemInBag[]
  requests: RequestInBag[]
}

export type TagFile = { path: string; content: Buffer }

/** The files that are in the bag, in their order. */
export const payloadOf = (items: readonly ItemInBag[]): FileInBag[] =>
  items.flatMap(({ files }) => files.filter(({ out }) => out === null))

/** What is not in the bag, and why: a file, or an item without any. */
export type LeftOut = { item: string; title: string; name: string | null; revision: number | null; reason: Reason }

export function leftOutOf(items: readonly ItemInBag[]): LeftOut[] {
  return items.flatMap(({ record: { ref, title }, files, out }) => [
    ...(out ? [{ item: ref, title, name: null, revision: null, reason: out }] : []),
    ...files.flatMap((file) =>
      file.out ? [{ item: ref, title, name: file.name, revision: file.revision, reason: file.out }] : [],
    ),
  ])
}

/** One line of a manifest, which `sha256sum -c` reads too: hash, two blanks, path. */
const lineOf = (hash: string, path: string) => `${hash}  ${path}\n`

/** A manifest of the payload. Throws where a file's hash was not worked out. */
function manifestOf(files: readonly FileInBag[], algorithm: 'sha256' | 'sha512'): Buffer {
  const lines = files.map((file) => {
    const hash = file[algorithm]
    if (hash === null) throw new Error(`${algorithm} of ${file.id} was not worked out`)
    return lineOf(hash, placeOf(file))
  })
  return Buffer.from(lines.join(''))
}

/** A manifest of the tag files, by whatever hashes them. */
export const tagManifestOf = (tags: readonly TagFile[], hash: (content: Buffer) => string): Buffer =>
  Buffer.from(tags.map(({ path, content }) => lineOf(hash(content), path)).join(''))

const BAGIT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

function bagInfo({ name, of, inquiry, committee, by, made, items }: BagFacts): string {
  const files = payloadOf(items)
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const fields: [string, string][] = [
    ['Source-Organization', committee],
    ['Contact-Name', by],
    ['External-Description', `Evidence of the inquiry ${inquiry}: ${of}.`],
    ['External-Identifier', name],
    ['Bagging-Date', made.toISOString().slice(0, 10)],
    ['Bagging-Software', 'Oversight Ledger'],
    ['Payload-Oxum', `${bytes}.${files.length}`],
  ]
  return fields.map(([label, value]) => `${label}: ${value.replace(/\s+/g, ' ').trim()}\n`).join('')
}

type Table = { name: string; rows: object[]; columns: Record<string, (row: never) => Cell> }

/** Everything that is told twice: as JSON in full, and as CSV a line a row. */
function tablesOf({ items, requests }: BagFacts): Table[] {
  const flat = <T extends object>(of: T[], more: Record<string, (row: T) => Cell> = {}) => {
    const [first] = of
    const plain = Object.entries(first ?? {}).flatMap(([key, value]) => (Array.isArray(value) ? [] : [key]))
    return { ...Object.fromEntries(plain.map((key) => [key, (row: T) => row[key as keyof T] as Cell])), ...more }
  }
  const table = <T extends object>(name: string, rows: T[], columns: Record<string, (row: T) => Cell>): Table => ({
    name,
    rows,
    columns: columns as Table['columns'],
  })
  const records = items.map(({ record }) => record)
  const files = items.flatMap((item) => item.files)
  const reviews = records.flatMap(({ ref, reviews }) => reviews.map((review) => ({ item: ref, ...review })))
  const custody = items.flatMap((item) => item.custody)
  const told = files.map(({ id, out, ...file }) => ({
    path: out === null ? placeOf({ ...file }) : null,
    ...file,
    id,
    leftOut: out && reasons[out],
  }))
  const missing = leftOutOf(items).map((one) => ({ ...one, reason: reasons[one.reason] }))
  return [
    table('items', records, {
      item: (row) => row.ref,
      title: (row) => row.title,
      kind: (row) => kinds[row.kind],
      status: (row) => evidenceStatuses[row.status],
      revision: (row) => row.revision,
      received: (row) => row.receivedOn,
      from: (row) => row.from.name,
      access: (row) => accessModes[row.accessMode],
      handling: (row) => handlings[row.handling],
      heldAt: (row) => row.heldAt,
      controlNumber: (row) => row.controlNumber,
      copy: (row) => row.copyNo,
      mayBeSeenBy: (row) => row.maySee,
      delivery: (row) => row.production?.ref,
      volume: (row) => row.production?.volume,
      batesFrom: (row) => row.batesFrom,
      batesTo: (row) => row.batesTo,
      custodian: (row) => row.custodian,
      author: (row) => row.author,
      madeFrom: (row) => row.parent?.ref,
      howItWasMade: (row) => row.derivation,
      happened: (row) => row.happened ?? row.happenedFrom,
      answers: (row) => row.requests.map(({ ref }) => ref).join(' '),
      description: (row) => row.description,
    }),
    table('files', told, flat(told)),
    table('custody', custody, flat(custody)),
    table('reviews', reviews, flat(reviews)),
    table('requests', requests, flat(requests, { questions: (row) => row.questions.map(({ ref }) => ref).join(' ') })),
    table('left-out', missing, flat(missing)),
  ]
}

/** Of an item what concerns this system alone, and requests that a side drafts for itself, stay here. */
const asTold = (key: string, value: unknown) => (key === 'version' || key === 'reviewer' ? undefined : value)

/** The tag files, without the manifests of tags; `page`: the readable one, made of the same facts. */
export function tagFilesOf(facts: BagFacts, page: string): TagFile[] {
  const files = payloadOf(facts.items)
  const text = (path: string, content: string): TagFile => ({ path, content: Buffer.from(content) })
  const told = tablesOf(facts).flatMap(({ name, rows, columns }) => {
    const header = Object.keys(columns)
    const cells = Object.values(columns) as ((row: object) => Cell)[]
    const lines = rows.map((row) => cells.map((cell) => cell(row)))
    return [
      text(`metadata/${name}.json`, `${JSON.stringify(rows, asTold, 1)}\n`),
      text(`metadata/${name}.csv`, toCsv(header, lines)),
    ]
  })
  return [
    text('bagit.txt', BAGIT),
    text('bag-info.txt', bagInfo(facts)),
    text('index.html', page),
    ...told,
    { path: 'manifest-sha256.txt', content: manifestOf(files, 'sha256') },
    { path: 'manifest-sha512.txt', content: manifestOf(files, 'sha512') },
  ]
}

import type { Cell } from '@/lib/csv'
import { db } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { getJob } from '@/lib/jobs/queries'
import type { Actor } from '@/lib/people/actor'
import { volumeReport } from '@/lib/volumes/schema'

/* What came of an import, to be handed out. */

type Told = {
  number: number
  from: string | null
  to: string | null
  title: string
  name: string | null
  size: bigint | null
  sha256: string | null
  claimed: string | null
  md5: string | null
  files: bigint
}

/** As many are fetched at once. */
const AT_ONCE = 10_000

/** What came of an import, line by line, for a spreadsheet; nothing of a job of another kind. Throws missing(), the same for unknown and hidden. */
export async function reportLines(actor: Actor, id: string): Promise<{ header: string[]; lines: Cell[][] }> {
  const { job } = await getJob(actor, id)
  const { data: of } = volumeReport.safeParse(job.report)
  const lines: Cell[][] = []
  const header = [
    'What',
    'Line',
    'Item',
    'First Bates number',
    'Last Bates number',
    'Title',
    'Files',
    'File',
    'Bytes',
    'SHA-256',
    'Producer’s hash',
    'Hash matches',
    'Note',
  ]
  if (job.kind !== 'import_volume' || !of) return { header, lines }
  const note = (what: string, line: number | null, words: string) => [what, line, ...Array<Cell>(10).fill(null), words]
  for (const { line, words } of of.doubtful) lines.push(note('In doubt', line, words))
  for (const { line, words } of of.remarked) lines.push(note('Read nevertheless', line, words))
  for (const { line, ref } of of.already) lines.push(['Here already', line, ref, ...Array<Cell>(10).fill(null)])
  const [first, last] = [of.first, of.last].map((ref) => parseRef('E', ref ?? '')?.number ?? 0)
  for (let from = first ?? 0; from > 0 && from <= (last ?? 0); from += AT_ONCE) {
    const rows = await itemsFrom(actor, from, Math.min(from + AT_ONCE - 1, last ?? 0))
    lines.push(...rows.map(asLine))
  }
  return { header, lines }
}

function itemsFrom(actor: Actor, from: number, to: number): Promise<Told[]> {
  return db().$queryRaw<Told[]>`
    SELECT e.number, e.bates_from AS "from", e.bates_to AS "to", e.title, f.name, f.size, f.sha256, f.claimed_hash AS claimed, f.md5,
           (SELECT count(*) FROM stored_file a WHERE a.evidence_id = e.id AND a.revision = 1) AS files
      FROM evidence_item e LEFT JOIN stored_file f ON f.evidence_id = e.id AND f.revision = 1 AND f.role = 'original'
     WHERE e.inquiry_id = ${actor.inquiry.id}::uuid AND e.number BETWEEN ${from}::int AND ${to}::int ORDER BY e.number`
}

function asLine(row: Told): Cell[] {
  const matches = row.claimed === null ? null : row.claimed === row.sha256 || row.claimed === row.md5
  return [
    ...['Imported', null, evidenceRef(row), row.from, row.to, row.title, Number(row.files), row.name],
    ...[
      row.size === null ? null : Number(row.size),
      row.sha256,
      row.claimed,
      matches === null ? null : matches ? 'Yes' : 'No',
      null,
    ],
  ]
}

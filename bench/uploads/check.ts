import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Sent } from '@/bench/uploads/senders'
import { OWNER } from '@/lib/storage/owner'

type Rows = {
  files: { id: string; size: string; sha256: string }[]
  uploads: { id: string; arrived: string }[]
}

/**
 * What is wrong of files and rows, in words: an acknowledged byte that is not there or is another one, an object that no row names, a row whose
 * object is not there, and a kept file without its item, its custody or its place in the log.
 * @param since only of these are all bytes compared
 */
export async function whatIsWrong(
  dataDir: string,
  ownerUrl: string,
  sent: readonly Sent[],
  since: number,
): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const rows: Rows = {
      files: (await client.query(`select id, size, sha256 from stored_file`)).rows,
      uploads: (await client.query(`select id, arrived from upload`)).rows,
    }
    const halves = await client.query<{ what: string }>(
      // The demonstration's own files came by other ways.
      `with mine as (select id from inquiry where slug like 'inquiry-%')
       select 'the file ' || f.id || ' has no item' as what from stored_file f join mine on mine.id = f.inquiry_id
        where not exists (select from evidence_item e where e.id = f.evidence_id)
       union all select 'the file ' || f.id || ' is in no log' from stored_file f join mine on mine.id = f.inquiry_id
        where not exists (select from audit_event a where a.event = 'evidence.file_kept' and a.body like '%' || f.sha256 || '%')
       union all select 'the item ' || e.number || ' has no file' from evidence_item e join mine on mine.id = e.inquiry_id
        where not exists (select from stored_file f where f.evidence_id = e.id)
       union all select 'the item ' || e.number || ' has no custody' from evidence_item e join mine on mine.id = e.inquiry_id
        where not exists (select from custody_event c where c.evidence_id = e.id)`,
    )
    const named = named_(rows)
    return [
      ...halves.rows.map(({ what }) => what),
      ...orphans(dataDir, named),
      ...(await acknowledged(dataDir, sent, since, rows)),
    ]
  } finally {
    await client.end()
  }
}

const named_ = ({ files, uploads }: Rows) => ({
  files: new Map(files.map((row) => [row.id, row])),
  uploads: new Map(uploads.map((row) => [row.id, row])),
})

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((name) => name !== OWNER)
  } catch {
    return []
  }
}

const pathOf = (dataDir: string, id: string, kept: boolean) =>
  kept ? join(dataDir, 'files', 'kept', id.slice(-2), id) : join(dataDir, 'files', 'arriving', id)

function sizeOf(path: string): number | null {
  try {
    return statSync(path).size
  } catch {
    return null
  }
}

function orphans(dataDir: string, { files, uploads }: ReturnType<typeof named_>): string[] {
  const arriving = namesIn(join(dataDir, 'files', 'arriving'))
  const kept = namesIn(join(dataDir, 'files', 'kept')).flatMap((shelf) =>
    namesIn(join(dataDir, 'files', 'kept', shelf)),
  )
  return [
    ...arriving.filter((id) => !uploads.has(id)).map((id) => `${id} is on its way, and no row names it`),
    // Sealed, and the row is about to be written: whoever asks for it finishes it.
    ...kept.filter((id) => !files.has(id) && !uploads.has(id)).map((id) => `${id} is kept, and no row names it`),
    ...[...files.values()]
      .filter(({ id, size }) => sizeOf(pathOf(dataDir, id, true)) !== Number(size))
      .map(({ id }) => `${id} has a row, and not its bytes`),
    ...[...uploads.values()]
      .filter(({ id, arrived }) => {
        const there = sizeOf(pathOf(dataDir, id, false)) ?? sizeOf(pathOf(dataDir, id, true)) ?? 0
        return there < Number(arrived)
      })
      .map(({ id, arrived }) => `${id} has fewer bytes than the ${arrived} of its row`),
  ]
}

async function acknowledged(dataDir: string, sent: readonly Sent[], since: number, rows: Rows): Promise<string[]> {
  const { files } = named_(rows)
  const wrong: string[] = []
  for (const { id, bytes, sha256, ref, acknowledged: count } of sent.slice(since)) {
    const row = files.get(id)
    if (ref && row?.sha256 !== sha256) wrong.push(`${id} was acknowledged as ${ref}, and its row says ${row?.sha256}`)
    const path = [true, false].map((kept) => pathOf(dataDir, id, kept)).find((one) => sizeOf(one) !== null)
    // It may be sealed, and lie elsewhere, while it is read: the next look finds it.
    const there = path && count > 0 ? await hashOf(path, count).catch(() => null) : null
    const right = createHash('sha256').update(bytes.subarray(0, count)).digest('hex')
    if (count > 0 && there !== right) wrong.push(`of ${id} ${count} bytes were acknowledged, and others are there`)
  }
  return wrong
}

async function hashOf(path: string, count: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { end: count - 1 })) hash.update(piece)
  return hash.digest('hex')
}

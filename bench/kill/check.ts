import { createHash } from 'node:crypto'
import { Client } from 'pg'
import { type Sent, send } from '@/bench/kill/writers'

/** What is wrong, in words; nothing when everything that was acknowledged is there once, and whole. */
export async function whatIsWrong(
  { origin, ownerUrl, inquiryId }: { origin: string; ownerUrl: string; inquiryId: string },
  journal: readonly Sent[],
  since: number,
): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return [
      ...(await repeated(origin, journal.slice(since))),
      ...(await once(client, inquiryId, journal)),
      ...(await chain(client)),
      ...(await gaps(client, inquiryId)),
      ...(await halves(client, inquiryId)),
    ]
  } finally {
    await client.end()
  }
}

/** The same key with the same body gets the same answer, as one that was given before. */
async function repeated(origin: string, journal: readonly Sent[]): Promise<string[]> {
  const wrong: string[] = []
  for (const sent of journal) {
    const again = await send(origin, sent)
    if (!again?.replayed || again.text !== sent.answer?.text || again.status !== sent.answer.status) {
      wrong.push(`${sent.path} under ${sent.key} answers ${again?.text} after ${sent.answer?.text}`)
    }
  }
  return wrong
}

const KEY = /Written under ([0-9a-f-]{36})/

const counted = (found: (string | undefined)[]) => {
  const counts = new Map<string, number>()
  for (const key of found) if (key) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Whatever was sent and acknowledged stands once in its table, once in the log and once among the kept answers; and nothing else does. */
async function once(client: Client, inquiryId: string, journal: readonly Sent[]): Promise<string[]> {
  const { rows } = await client.query<{ place: string; text: string }>(
    `select 'letter' as place, subject as text from letter where inquiry_id = $1
     union all select 'request', title from request where inquiry_id = $1
     union all select 'note', text from note where inquiry_id = $1
     union all select 'correspondence', about from correspondence where inquiry_id = $1
     union all select 'log', body from audit_event where inquiry_id = $1
     union all select 'answers', 'Written under ' || key from idempotent_answer`,
    [inquiryId],
  )
  const places = new Map<string, Map<string, number>>()
  for (const place of ['letter', 'request', 'note', 'correspondence', 'log', 'answers']) {
    places.set(place, counted(rows.filter((row) => row.place === place).map(({ text }) => KEY.exec(text)?.[1])))
  }
  const wrong: string[] = []
  for (const { key, table, path } of journal) {
    for (const place of ['log', 'answers', ...(table ? [table] : [])]) {
      const times = places.get(place)?.get(key) ?? 0
      if (times !== 1) wrong.push(`${path} under ${key} stands ${times} times in ${place}`)
    }
  }
  const known = new Set(journal.map(({ key }) => key))
  for (const [place, keys] of places) {
    for (const key of keys.keys()) if (!known.has(key)) wrong.push(`${key} in ${place} was never sent`)
  }
  return wrong
}

/** The log's numbers have no gap, each event holds the hash of the one before, and each hash is that of its bytes. */
async function chain(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ seq: string; body: string; prev_hash: string; hash: string }>(
    'select seq, body, prev_hash, hash from audit_event order by seq',
  )
  let before = { seq: 0, hash: '0'.repeat(64) }
  for (const { seq, body, prev_hash, hash } of rows) {
    const right = createHash('sha256').update(prev_hash).update(body).digest('hex')
    if (Number(seq) !== before.seq + 1) return [`The log has ${seq} after ${before.seq}`]
    if (prev_hash !== before.hash || hash !== right) return [`The chain of the log breaks at ${seq}`]
    before = { seq: Number(seq), hash }
  }
  return []
}

/** In each series as many records as the last number, and the counter says the same. */
async function gaps(client: Client, inquiryId: string): Promise<string[]> {
  const { rows } = await client.query<{ series: string; n: string; most: number; last: number | null }>(
    `select s.series, s.n, s.most, c.last from (
       select prefix || case partition when 'shared' then '' else '-' || partition end as series, count(*) as n, max(number) as most from (
         select 'L' as prefix, partition::text, number from letter where inquiry_id = $1
         union all select 'R', partition::text, number from request where inquiry_id = $1
         union all select 'CO', partition::text, number from correspondence where inquiry_id = $1) as numbered
       group by 1) as s left join counter c on c.inquiry_id = $1 and c.series = s.series`,
    [inquiryId],
  )
  return rows
    .filter(({ n, most, last }) => Number(n) !== most || most !== last)
    .map(({ series, n, most, last }) => `${series}: ${n} records, the last number is ${most}, the counter says ${last}`)
}

/** No record without the event that made it or with another status than its last event says, no event without its records. */
async function halves(client: Client, inquiryId: string): Promise<string[]> {
  const { rows } = await client.query<{ what: string }>(
    `with event as (select *, body::jsonb as told from audit_event where inquiry_id = $1)
     select 'letter L ' || number || ' was never drafted' as what from letter l
      where inquiry_id = $1 and not exists (select from event where subject_id = l.id and event = 'letter.drafted')
     union all select 'letter ' || number || ' has version ' || version || ' and other events' from letter l
      where inquiry_id = $1 and version <> (select count(*) from event where subject_id = l.id)
     union all select 'letter ' || number || ' is ' || status || ' unlike its last event' from letter l
      where inquiry_id = $1 and status::text <> (
        select told->'changes'->'status'->>1 from event where subject_id = l.id and told->'changes' ? 'status' order by seq desc limit 1)
     union all select 'letter ' || number || ' carries other than one request' from letter l
      where inquiry_id = $1 and version > 1 and 1 <> (select count(*) from letter_request where letter_id = l.id)
     union all select 'request ' || number || ' was never drafted' from request r
      where inquiry_id = $1 and not exists (select from event where subject_id = r.id and event = 'request.drafted')
     union all select 'request ' || number || ' serves no question' from request r
      where inquiry_id = $1 and not exists (select from request_question where request_id = r.id)
     union all select 'correspondence ' || number || ' was never logged' from correspondence c
      where inquiry_id = $1 and not exists (select from event where subject_id = c.id and event = 'correspondence.logged')
     union all select 'event ' || seq || ' concerns nothing' from event
      where not exists (select from audit_concern a where a.seq = event.seq)
     union all select 'event ' || seq || ' speaks of no record' from event e
      where subject_type = 'letter' and not exists (select from letter where id = e.subject_id)
         or subject_type = 'request' and not exists (select from request where id = e.subject_id)
         or subject_type = 'correspondence' and not exists (select from correspondence where id = e.subject_id)`,
    [inquiryId],
  )
  return rows.map(({ what }) => what)
}

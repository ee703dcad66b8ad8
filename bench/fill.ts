import { createHash, randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { canonical } from '@/lib/audit/canonical'

/** What a filled database holds, for the load to aim at. */
export type Filled = { inquiryId: string; slug: string; staffer: { userId: string; name: string; email: string } }

const QUESTIONS = 100
const OFFICES = 20
const EVENTS_PER_REQUEST = 3
const BATCH = 2_000

/**
 * Fills an empty, migrated database with one inquiry: `size` requests over two years, each with one to three questions, a letter, due dates,
 * a rung and three events of a valid hash chain; about three in five are outstanding, as in a large inquiry in mid-course. Ten requests hold
 * one rare word that the search looks for, and one in a thousand another. Written past the commands, because those write one act at a time.
 */
export async function fill(ownerUrl: string, size: number): Promise<Filled> {
  const client = new Client({ connectionString: ownerUrl, options: '-c timezone=UTC' })
  await client.connect()
  try {
    return await fillThrough(client, size)
  } finally {
    await client.end()
  }
}

async function fillThrough(client: Client, size: number): Promise<Filled> {
  const inquiryId = randomUUID()
  const userId = randomUUID()
  const staffer = { userId, name: 'Bench staffer', email: 'staffer@bench.example' }
  const slug = 'bench'
  await client.query(
    `INSERT INTO inquiry (id, slug, name, committee, chamber, opened_on) VALUES ($1, $2, 'Bench inquiry', 'Committee of the bench', 'senate', current_date - 730)`,
    [inquiryId, slug],
  )
  const person = `INSERT INTO app_user (id, email, name, password_hash) VALUES ($1, $2, $3, 'none')`
  await client.query(person, [userId, staffer.email, staffer.name])
  const reviewerId = randomUUID()
  await client.query(person, [reviewerId, 'reviewer@bench.example', 'Bench reviewer'])
  await client.query(
    `INSERT INTO membership (id, inquiry_id, user_id, role, side) VALUES (gen_random_uuid(), $1, $2, 'staffer', 'majority'), (gen_random_uuid(), $1, $3, 'reviewer', 'majority')`,
    [inquiryId, userId, reviewerId],
  )
  await client.query(
    `INSERT INTO question (id, inquiry_id, number, wording, why, theme, needs, created_by_id)
     SELECT gen_random_uuid(), $1, n, 'What is to be known about matter ' || n || ', by whom, and on what authority?', 'It matters for part ' || n || ' of the report.',
            'what_happened', ARRAY['briefing', 'video', 'log']::"Kind"[], $2 FROM generate_series(1, $3::int) n`,
    [inquiryId, userId, QUESTIONS],
  )
  await client.query(
    `INSERT INTO office (id, inquiry_id, number, name, created_by_id) SELECT gen_random_uuid(), $1, n, 'Office number ' || n, $2 FROM generate_series(1, $3::int) n`,
    [inquiryId, userId, OFFICES],
  )
  await requests(client, inquiryId, userId, size)
  await lettersOf(client, inquiryId, userId, reviewerId, size)
  await evidence(client, inquiryId, userId)
  await history(client, inquiryId, staffer, size)
  await client.query(
    `INSERT INTO counter (inquiry_id, series, last) VALUES ($1, 'R', $2), ($1, 'Q', $3), ($1, 'O', $4), ($1, 'L', (SELECT count(*) FROM letter))`,
    [inquiryId, size, QUESTIONS, OFFICES],
  )
  await client.query('VACUUM ANALYZE')
  return { inquiryId, slug, staffer }
}

async function requests(client: Client, inquiryId: string, userId: string, size: number): Promise<void> {
  await client.query(
    `INSERT INTO request (id, inquiry_id, partition, number, kind, title, wording, addressee_id, form_wanted, handling, status, outstanding, issued_on,
                          first_due_on, due_on, received_on, satisfied_on, refusal_basis, refused_by, missing, scheduled_for, blocker, blocker_since,
                          owner_id, created_by_id, status_since)
     SELECT gen_random_uuid(), $1, 'shared', n, (ARRAY['briefing','video','log','testimony','document'])[1 + n % 5]::"Kind",
            'Records of matter ' || n || CASE WHEN n % 1000 = 7 THEN ' concerning the zwieback manifest'
                                              WHEN n % greatest(1, $3::int / 10) = 3 THEN ' concerning the kumquat manifest' ELSE '' END,
            'All records, complete and unedited, of matter ' || n || ', with their attachments and metadata, from the day before until the day after it.',
            (SELECT id FROM office WHERE inquiry_id = $1 AND number = 1 + n % 20), 'delivered_copy', 'unclassified', s.status::"RequestStatus",
            s.status IN ('issued','acknowledged','agreed','scheduled','partly_received','deficient'),
            d.issued, d.issued + 14, d.issued + 14 + (n % 3) * 14, CASE WHEN s.status IN ('received','satisfied') THEN d.issued + 20 END,
            CASE WHEN s.status = 'satisfied' THEN d.issued + 30 END, CASE WHEN s.status = 'refused' THEN 'privilege' END,
            CASE WHEN s.status = 'refused' THEN 'Counsel' END, CASE WHEN s.status = 'deficient' THEN 'The annexes.' END,
            CASE WHEN s.status = 'scheduled' THEN now() + interval '10 days' END,
            CASE WHEN s.status IN ('issued','acknowledged','agreed','scheduled','partly_received','deficient') THEN 'addressee'::"Blocker" END,
            CASE WHEN s.status IN ('issued','acknowledged','agreed','scheduled','partly_received','deficient') THEN d.issued END,
            $2, $2, now() - interval '1 day'
       FROM generate_series(1, $3::int) n,
            LATERAL (SELECT (ARRAY['issued','acknowledged','agreed','scheduled','partly_received','deficient','received','satisfied','satisfied','refused'])[1 + (n * 7) % 10] AS status) s,
            LATERAL (SELECT current_date - 1 - (n * 13) % 700 AS issued) d`,
    [inquiryId, userId, size],
  )
  await client.query(
    `INSERT INTO request_question (inquiry_id, request_id, question_id)
     SELECT $1, r.id, q.id FROM request r CROSS JOIN generate_series(0, 2) k
       JOIN question q ON q.inquiry_id = $1 AND q.number = 1 + (r.number * 17 + k * 31) % ${QUESTIONS}
      WHERE k <= r.number % 3`,
    [inquiryId],
  )
  await client.query(
    `INSERT INTO due_change (id, inquiry_id, request_id, cause, happened_on, old_due_on, new_due_on, created_by_id)
     SELECT gen_random_uuid(), $1, id, 'issued', issued_on, NULL, first_due_on, $2 FROM request`,
    [inquiryId, userId],
  )
}

async function lettersOf(
  client: Client,
  inquiryId: string,
  userId: string,
  reviewerId: string,
  size: number,
): Promise<void> {
  await client.query(
    `INSERT INTO letter (id, inquiry_id, partition, number, instrument, subject, body, addressee_id, rung, due_on, status, issued_on, cleared_by_id, cleared_at, created_by_id)
     SELECT gen_random_uuid(), $1, 'shared', n, 'letter', 'Request for records, part ' || n, 'We write to ask for the following.',
            (SELECT id FROM office WHERE inquiry_id = $1 AND number = 1 + n % 20), 'request', current_date, 'issued', current_date - 1 - n % 700, $3, now(), $2
       FROM generate_series(1, $4::int) n`,
    [inquiryId, userId, reviewerId, Math.ceil(size / 10)],
  )
  await client.query(
    `INSERT INTO letter_request (inquiry_id, letter_id, request_id, position)
     SELECT $1, l.id, r.id, 1 + r.number % 10 FROM request r JOIN letter l ON l.inquiry_id = $1 AND l.number = 1 + r.number / 10`,
    [inquiryId],
  )
  await client.query(
    `INSERT INTO ladder_rung (id, inquiry_id, request_id, rung, taken_on, letter_id, created_by_id)
     SELECT gen_random_uuid(), $1, lr.request_id, 'request', r.issued_on, lr.letter_id, $2 FROM letter_request lr JOIN request r ON r.id = lr.request_id`,
    [inquiryId, userId],
  )
}

/** An item for each request on which something came; what is satisfied rests on it, and of a hundred such items one went back since. */
async function evidence(client: Client, inquiryId: string, userId: string): Promise<void> {
  await client.query(
    `INSERT INTO evidence_item (id, inquiry_id, number, title, kind, received_on, from_office_id, access_mode, handling, held_at, status, created_by_id)
     SELECT gen_random_uuid(), $1, number, 'What came on matter ' || number, kind, received_on, addressee_id, 'delivered_copy', 'unclassified', 'Safe 1',
            (CASE WHEN status <> 'satisfied' THEN 'logged' WHEN number % 100 = 1 THEN 'returned' ELSE 'accepted' END)::"EvidenceStatus", $2
       FROM request WHERE received_on IS NOT NULL`,
    [inquiryId, userId],
  )
  const came = `FROM evidence_item e JOIN request r ON r.number = e.number WHERE r.inquiry_id = $1`
  await client.query(
    `INSERT INTO evidence_request (inquiry_id, evidence_id, request_id) SELECT $1, e.id, r.id ${came}`,
    [inquiryId],
  )
  await client.query(
    `INSERT INTO request_proof (inquiry_id, request_id, evidence_id, revision) SELECT $1, r.id, e.id, 1 ${came} AND r.status = 'satisfied'`,
    [inquiryId],
  )
}

const told = ['request.drafted', 'request.issue', 'request.acknowledge'] as const

async function history(client: Client, inquiryId: string, who: Filled['staffer'], size: number): Promise<void> {
  const { rows } = await client.query<{ id: string; number: number }>('SELECT id, number FROM request ORDER BY number')
  const total = size * EVENTS_PER_REQUEST
  const began = Date.now() - total * 1_000
  let prevHash = '0'.repeat(64)
  let batch: { seq: number; at: string; event: string; id: string; body: string; prev: string; hash: string }[] = []
  for (let i = 0; i < total; i++) {
    const row = rows[Math.floor(i / EVENTS_PER_REQUEST)]
    const event = told[i % EVENTS_PER_REQUEST]
    if (!row || !event) break
    const seq = i + 1
    const at = new Date(began + i * 1_000).toISOString()
    const body = canonical({
      v: 1,
      seq,
      at,
      inquiry: inquiryId,
      actor: { id: who.userId, name: who.name, role: 'staffer', side: 'majority' },
      via: 'screen',
      event,
      subject: { type: 'request', id: row.id, ref: `R-${row.number}` },
      partition: 'shared',
      concerns: [],
      changes:
        event === 'request.drafted'
          ? { createdAt: [null, at], title: [null, `Records of matter ${row.number}`] }
          : { status: ['draft', 'issued'] },
      note: null,
      details: {},
    })
    const hash = createHash('sha256').update(prevHash).update(body).digest('hex')
    batch.push({ seq, at, event, id: row.id, body, prev: prevHash, hash })
    prevHash = hash
    if (batch.length === BATCH || seq === total) {
      await client.query(
        `INSERT INTO audit_event (seq, at, inquiry_id, actor_id, event, subject_type, subject_id, partition, body, prev_hash, hash)
         SELECT seq, at, $1, $2, event, 'request', id, 'shared', body, prev, hash
           FROM unnest($3::bigint[], $4::timestamptz[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[]) AS t(seq, at, event, id, body, prev, hash)`,
        [
          inquiryId,
          who.userId,
          batch.map((e) => e.seq),
          batch.map((e) => e.at),
          batch.map((e) => e.event),
          batch.map((e) => e.id),
          batch.map((e) => e.body),
          batch.map((e) => e.prev),
          batch.map((e) => e.hash),
        ],
      )
      batch = []
    }
  }
  await client.query('INSERT INTO audit_concern (seq, record_id) SELECT seq, subject_id FROM audit_event')
}

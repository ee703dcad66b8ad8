import { visibleTo as visibleClaims } from '@/lib/claims/policy'
import { visibleSql as correspondenceSql, visibleTo as visibleCorrespondence } from '@/lib/correspondence/policy'
import { db, Prisma } from '@/lib/db'
import { visibleTo as visibleEvidence } from '@/lib/evidence/policy'
import { formatRef, type Ref } from '@/lib/fields'
import type { Partition } from '@/lib/generated/prisma/enums'
import { visibleTo as visibleLetters } from '@/lib/letters/policy'
import { visibleTo as visibleOffices } from '@/lib/offices/policy'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { visibleTo as visibleProductions } from '@/lib/productions/policy'
import { visibleTo as visibleQuestions } from '@/lib/questions/policy'
import { visibleSql as requestsSql, visibleTo as visibleRequests } from '@/lib/requests/policy'
import { visibleTo as visibleWithheld } from '@/lib/withheld/policy'
import { type RecordKind, recordKinds } from '@/lib/words'

/** The record of this number, if it exists for this actor; null alike for what is unknown and what is hidden. */
export async function findRecord(
  actor: Actor,
  kind: RecordKind,
  ref: Ref,
): Promise<{ ref: string; id: string } | null> {
  const id = { select: { id: true } }
  const own = { partition: ref.series, number: ref.number }
  const { number } = ref
  const find: Record<RecordKind, () => Promise<{ id: string } | null>> = {
    question: () => db().question.findFirst({ where: { ...visibleQuestions(actor), number }, ...id }),
    claim: () => db().claim.findFirst({ where: { ...visibleClaims(actor), number }, ...id }),
    office: () => db().office.findFirst({ where: { ...visibleOffices(actor), number }, ...id }),
    production: () => db().production.findFirst({ where: { ...visibleProductions(actor), number }, ...id }),
    evidence: () => db().evidenceItem.findFirst({ where: { ...visibleEvidence(actor), number }, ...id }),
    withheld: () => db().withheldItem.findFirst({ where: { ...visibleWithheld(actor), number }, ...id }),
    letter: () => db().letter.findFirst({ where: { AND: [visibleLetters(actor), own] }, ...id }),
    request: () => db().request.findFirst({ where: { AND: [visibleRequests(actor), own] }, ...id }),
    correspondence: () => db().correspondence.findFirst({ where: { AND: [visibleCorrespondence(actor), own] }, ...id }),
  }
  const row = await find[kind]()
  return row && { ref: formatRef(recordKinds[kind].prefix, ref.series, ref.number), id: row.id }
}

/** Text in pieces; `hit` are the words that were searched for. */
export type Piece = { text: string; hit: boolean }

/** A record in which the words were found. `excerpt` is null where only the title has them. */
export type Hit = { ref: string; title: Piece[]; excerpt: Piece[] | null }
export type Searched = Exclude<RecordKind, 'office'>
export type Found = { kind: Searched; total: number; hits: Hit[] }

/** As many of each kind as are shown. */
const MOST_HITS = 20

type Row = { kind: Searched; partition: Partition; number: number; title: string; excerpt: string; total: number }

type Source = {
  from: Prisma.Sql
  id: Prisma.Sql
  where: Prisma.Sql
  partition: Prisma.Sql
  title: Prisma.Sql
  text: Prisma.Sql
}

/** Where each kind of record is found, for this actor: its title, and the rest of the text that its search vector is made of. */
const sources: Record<Searched, (actor: Actor) => Source> = {
  question: (actor) => ({
    from: Prisma.sql`question q`,
    id: Prisma.sql`q.id`,
    where: Prisma.sql`q.inquiry_id = ${actor.inquiry.id}::uuid`,
    partition: Prisma.sql`'shared'`,
    title: Prisma.sql`q.wording`,
    text: Prisma.sql`q.why`,
  }),
  claim: (actor) => ({
    from: Prisma.sql`claim cl`,
    id: Prisma.sql`cl.id`,
    where: Prisma.sql`cl.inquiry_id = ${actor.inquiry.id}::uuid`,
    partition: Prisma.sql`'shared'`,
    title: Prisma.sql`cl.statement`,
    text: Prisma.sql`cl.source`,
  }),
  letter: (actor) => ({
    from: Prisma.sql`letter l`,
    id: Prisma.sql`l.id`,
    where: Prisma.sql`l.inquiry_id = ${actor.inquiry.id}::uuid AND l.partition::text = ANY(${visiblePartitions(actor)})`,
    partition: Prisma.sql`l.partition::text`,
    title: Prisma.sql`l.subject`,
    text: Prisma.sql`l.body`,
  }),
  request: (actor) => ({
    from: Prisma.sql`request r`,
    id: Prisma.sql`r.id`,
    where: requestsSql(actor),
    partition: Prisma.sql`r.partition::text`,
    title: Prisma.sql`r.title`,
    text: Prisma.sql`r.wording`,
  }),
  correspondence: (actor) => ({
    from: Prisma.sql`correspondence c`,
    id: Prisma.sql`c.id`,
    where: correspondenceSql(actor),
    partition: Prisma.sql`c.partition::text`,
    title: Prisma.sql`c.about`,
    text: Prisma.sql`coalesce(c.with_whom, '')`,
  }),
  production: (actor) => ({
    from: Prisma.sql`production p`,
    id: Prisma.sql`p.id`,
    where: Prisma.sql`p.inquiry_id = ${actor.inquiry.id}::uuid`,
    partition: Prisma.sql`'shared'`,
    title: Prisma.sql`concat_ws(' ', 'Delivery', p.volume)`,
    text: Prisma.sql`concat_ws('. ', p.bates_from || ' to ' || p.bates_to, p.cover_letter, p.note)`,
  }),
  evidence: (actor) => ({
    from: Prisma.sql`evidence_item e`,
    id: Prisma.sql`e.id`,
    where: Prisma.sql`e.inquiry_id = ${actor.inquiry.id}::uuid`,
    partition: Prisma.sql`'shared'`,
    title: Prisma.sql`e.title`,
    text: Prisma.sql`e.description`,
  }),
  withheld: (actor) => ({
    from: Prisma.sql`withheld_item w`,
    id: Prisma.sql`w.id`,
    where: Prisma.sql`w.inquiry_id = ${actor.inquiry.id}::uuid`,
    partition: Prisma.sql`'shared'`,
    title: Prisma.sql`w.what`,
    text: Prisma.sql`concat_ws('. ', w.control_number, w.document_type, w.author, w.addressees, w.custodian, w.basis_words)`,
  }),
}

/*
 * What marks a hit inside the text that comes from the database. Control characters are refused in every field (lib/fields.ts), so no
 * stored text can hold one and be taken for a mark; and what is shown is text in pieces, never HTML.
 */
const [ON, OFF] = ['\u0002', '\u0003']
const TITLE = `HighlightAll=true, StartSel=${ON}, StopSel=${OFF}`
const EXCERPT = `MaxWords=35, MinWords=15, MaxFragments=2, FragmentDelimiter=" … ", StartSel=${ON}, StopSel=${OFF}`

/** First which rows, from narrow columns alone; then the texts of those few. */
function branch(actor: Actor, kind: Searched, query: Prisma.Sql): Prisma.Sql {
  const { from, id, where, partition, title, text } = sources[kind](actor)
  return Prisma.sql`
    (SELECT ${kind}::text AS kind, ${partition} AS partition, number, shown.total,
            ts_headline('english', ${title}, ${query}, ${TITLE}) AS title,
            ts_headline('english', ${text}, ${query}, ${EXCERPT}) AS excerpt
       FROM (SELECT ${id}, (count(*) OVER ())::int AS total FROM ${from} WHERE ${where} AND search @@ ${query}
              ORDER BY created_at DESC, number DESC LIMIT ${MOST_HITS}) AS shown
       JOIN ${from} ON ${id} = shown.id ORDER BY created_at DESC, number DESC)`
}

/**
 * Full-text search over everything of the inquiry that exists for this actor: questions, claims, letters, requests, correspondence,
 * productions, evidence and what is withheld; of each kind the newest, and how many there are in all. Words in any form; "in quotes" together; -not. Kinds without a hit
 * are left out. Excerpts are cut only from the rows that are shown.
 */
export async function search(actor: Actor, words: string): Promise<Found[]> {
  const query = Prisma.sql`websearch_to_tsquery('english', ${words})`
  const order = Object.keys(sources) as Searched[]
  const branches = order.map((kind) => branch(actor, kind, query))
  const rows = await db().$queryRaw<Row[]>`${Prisma.join(branches, ' UNION ALL ')}`
  return order.flatMap((kind) => {
    const mine = rows.filter((row) => row.kind === kind)
    return mine[0] ? [{ kind, total: mine[0].total, hits: mine.map(asHit) }] : []
  })
}

function asHit({ kind, partition, number, title, excerpt }: Row): Hit {
  const found = pieces(excerpt)
  return {
    ref: formatRef(recordKinds[kind].prefix, partition, number),
    title: pieces(title),
    excerpt: found.some(({ hit }) => hit) ? found : null,
  }
}

function pieces(marked: string): Piece[] {
  return marked
    .split(ON)
    .flatMap((part, i) => {
      const [hit = '', rest = ''] = i === 0 ? ['', part] : part.split(OFF)
      return [
        { text: hit, hit: true },
        { text: rest, hit: false },
      ]
    })
    .filter(({ text }) => text !== '')
}

import type { z } from 'zod'
import { type Exported, noteExport } from '@/lib/audit/exports'
import { type Cell, toCsv } from '@/lib/csv'
import type { Partition } from '@/lib/generated/prisma/enums'
import { unmarked } from '@/lib/input'
import { filterParams, orNotFound } from '@/lib/params'
import type { Actor } from '@/lib/people/actor'
import { actorIn } from '@/lib/people/session'
import { toXlsx } from '@/lib/xlsx'

/** The lines of a file, and to which partition each belongs. */
type Lines = { header: string[]; lines: Cell[][]; partitions: Partition[] }
type Context = { params: Promise<{ slug: string }> }

/** How a table is handed out: as what, under which ending, and how it is made. */
const formats = {
  csv: {
    type: 'text/csv; charset=utf-8',
    make: async (_name: string, header: string[], lines: Cell[][]) => toCsv(header, lines, { bom: true }),
  },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: toXlsx },
}

/**
 * The route of a list as a file, for spreadsheets. GET hands it out and notes it: the file is made first, then the note is committed,
 * then it goes; so what failed is not said to have been handed out, and nothing is handed out without a note (that it arrived, nobody can
 * know). HEAD notes nothing, having nothing to give. Nor has what a browser asks for ahead of anybody's wish: it is turned away, and asks
 * again when somebody does wish.
 */
function tableDownload<S extends z.ZodObject>(as: keyof typeof formats, what: Exported, schema: S, linesOf: Of<S>) {
  const { type, make } = formats[as]
  const headers = (file: string) => ({
    'content-type': type,
    'content-disposition': `attachment; filename="${file}"`,
  })
  return {
    async GET(request: Request, { params }: Context): Promise<Response> {
      const { slug } = await params
      const actor = await actorIn(slug)
      if (isAhead(request.headers)) return new Response(null, { status: 403, headers: { 'content-type': type } })
      const query = Object.fromEntries(new URL(request.url).searchParams)
      const { filter, given } = await filterParams(schema, Promise.resolve(query))
      const { header, lines, partitions } = await linesOf(actor, filter)
      const made = await make(what, header, lines)
      const file = `${what}-${slug}.${as}`
      const { q, ...narrowed } = given
      const told = Object.entries(narrowed).filter(([, value]) => /^[\w.@+-]{1,100}$/.test(value) && unmarked(value))
      const note = { what, as, file, filter: Object.fromEntries(told), words: Boolean(q), rows: countOf(partitions) }
      await orNotFound(noteExport(actor, note))
      return new Response(typeof made === 'string' ? made : new Uint8Array(made), { headers: headers(file) })
    },
    async HEAD(_request: Request, { params }: Context): Promise<Response> {
      const { slug } = await params
      await actorIn(slug)
      return new Response(null, { headers: headers(`${what}-${slug}.${as}`) })
    },
  }
}

type Of<S extends z.ZodObject> = (actor: Actor, filter: Partial<z.output<S>>) => Promise<Lines>

/** The route of a list as comma-separated values. */
export const csvDownload = <S extends z.ZodObject>(what: Exported, schema: S, linesOf: Of<S>) =>
  tableDownload('csv', what, schema, linesOf)

/** The route of a list as a workbook. */
export const xlsxDownload = <S extends z.ZodObject>(what: Exported, schema: S, linesOf: Of<S>) =>
  tableDownload('xlsx', what, schema, linesOf)

/** Does a browser ask only because somebody might come to wish it? */
export function isAhead(headers: Headers): boolean {
  return ['sec-purpose', 'purpose', 'x-moz'].some((name) => /prefetch|prerender/.test(headers.get(name) ?? ''))
}

function countOf(partitions: Partition[]): Partial<Record<Partition, number>> {
  const counts: Partial<Record<Partition, number>> = {}
  for (const partition of partitions) counts[partition] = (counts[partition] ?? 0) + 1
  return counts
}

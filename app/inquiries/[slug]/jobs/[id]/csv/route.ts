import { z } from 'zod'
import { orNotFound } from '@/lib/params'
import { csvDownload } from '@/lib/table-download'
import { reportLines } from '@/lib/volumes/report'

type Context = { params: Promise<{ slug: string; id: string }> }

/** The report of an import: what was imported and what was in doubt, line by line. All of it is everybody's. */
const download = (id: string) =>
  csvDownload('volumes', z.object({}), async (actor) => {
    const { header, lines } = await orNotFound(reportLines(actor, id))
    return { header, lines, partitions: lines.map(() => 'shared') }
  })

export const GET = async (request: Request, context: Context) =>
  download((await context.params).id).GET(request, context)

export const HEAD = async (request: Request, context: Context) =>
  download((await context.params).id).HEAD(request, context)

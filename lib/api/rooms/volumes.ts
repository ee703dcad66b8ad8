import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { formatRef } from '@/lib/fields'
import { Kind } from '@/lib/generated/prisma/enums'
import { askForVolume } from '@/lib/volumes/commands'
import { previewFor, type VolumePreview } from '@/lib/volumes/preview'
import { volumesOf } from '@/lib/volumes/queries'
import { openHandlings, spelledOut, type VolumeView, volumeView } from '@/lib/volumes/schema'

const tag = 'Productions'
const path = '/inquiries/{slug}/productions/{ref}/volumes'

const said = z.object({ line: z.int().nullable(), words: z.string() })
const some = (what: string) => z.object({ total: z.int(), first: z.array(said) }).meta({ title: what })

const preview = z.object({
  volume: z.string(),
  lists: z.array(z.string()).meta({ title: 'Files of it that may be its list of documents' }),
  imageLists: z.array(z.string()).meta({ title: 'Files of it that may be its list of page images' }),
  reading: z
    .record(z.string(), z.string())
    .meta({ title: 'How it was read, every choice spelled out: send it with the import' }),
  columns: z
    .array(z.object({ place: z.int(), heading: z.string(), samples: z.array(z.string()) }))
    .meta({ title: 'The columns of its list; col_... name them by their place' }),
  rows: z.int(),
  more: z.boolean().meta({ title: 'There are more rows than were looked at' }),
  fresh: z.int().meta({ title: 'Documents that are new' }),
  here: z.int().meta({ title: 'Documents that are here already' }),
  files: z.object({ original: z.int(), page_image: z.int(), extracted_text: z.int() }),
  fileBytes: z.int(),
  first: z.array(
    z.object({
      line: z.int(),
      number: z.string(),
      batesTo: z.string().nullable(),
      title: z.string(),
      happened: z.string().nullable(),
      custodian: z.string().nullable(),
      kind: z.enum(Kind),
      handling: z.enum(openHandlings),
      files: z.int(),
    }),
  ),
  problems: some('What has to be mended before it can be imported'),
  doubts: some('What is imported only with "despite"'),
  remarks: some('What was read in spite of something'),
  hashes: z.enum(['none', 'compared', 'later']),
})

function shown(seen: VolumePreview, view: VolumeView): z.output<typeof preview> {
  const { lists, imageLists, head, rows, more, fresh, here, files, fileBytes, hashes } = seen
  return {
    ...{ volume: seen.name, lists, imageLists, rows, more, fresh, here, files, fileBytes, hashes },
    reading: spelledOut(seen, view),
    columns: head.columns.map((heading, i) => ({ place: i + 1, heading, samples: head.samples[heading] ?? [] })),
    first: seen.first.map(({ document, files: many }) => ({
      line: document.line,
      number: document.bates?.from ?? document.controlNumber ?? '',
      batesTo: document.bates?.to ?? null,
      title: document.title,
      happened: document.happened,
      custodian: document.custodian,
      kind: document.kind,
      handling: document.handling,
      files: many,
    })),
    problems: { total: seen.problemCount, first: seen.problems },
    doubts: { total: seen.doubtCount, first: seen.doubts },
    remarks: { total: seen.remarkCount, first: seen.remarks },
  }
}

const offered = z.object({
  folders: z.array(z.string()),
  items: z.array(z.object({ ref: z.string(), title: z.string(), name: z.string() })),
})

export const volumeOperations: Operation[] = [
  {
    tag,
    id: 'listVolumes',
    method: 'GET',
    path,
    of: 'production',
    summary: 'List what a volume of a delivery can be read from',
    description:
      'Folders and zips that lie on the server for this inquiry, and zips that are kept as items of this delivery. For staffers; to everybody else there are none.',
    shows: { VolumesOffered: offered },
    answer: offered,
    run: async ({ actor, ref }) => ({ value: await volumesOf(actor, ref) }),
  },
  {
    tag,
    id: 'previewVolume',
    method: 'GET',
    path: `${path}/preview`,
    of: 'production',
    summary: 'Show how a volume reads, before anything of it is kept',
    description:
      'Name its "folder", or the "item" that it is kept as. What is not said is detected, or remembered of its producer; a volume that cannot be read is refused with the line. Staffers only.',
    staffersOnly: true,
    query: volumeView,
    shows: { VolumePreview: preview },
    answer: preview,
    run: async ({ actor, ref, query }) => {
      const view = query as VolumeView
      return { value: shown(await previewFor(actor, ref, view), view) }
    },
  },
  {
    tag,
    id: 'importVolume',
    method: 'POST',
    path: `${path}/imports`,
    of: 'production',
    summary: 'Import a volume of a delivery',
    description:
      'It is a job: all of the volume or nothing, and nothing twice. Send the "reading" of its preview, or choose a column for a field by its place (col_number: 1).',
    body: {
      schema: askForVolume.input,
      fromAddress: ['production'],
      example: { folder: 'VOL001', list: 'DATA/VOL001.DAT', col_number: 1, col_batesTo: 2, despite: true },
    },
    answer: z.object({ job: z.uuid() }),
    run: async ({ actor, ref, body }) => ({
      value: await askForVolume(actor, { ...body, production: formatRef('P', ref.series, ref.number) }),
    }),
  },
]

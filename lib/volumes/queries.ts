import { db, type Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { formatRef, type Ref } from '@/lib/fields'
import { mayOpen } from '@/lib/files/policy'
import { ruledClassified } from '@/lib/files/queries'
import type { Actor } from '@/lib/people/actor'
import { loadProduction, type ProductionRow } from '@/lib/productions/queries'
import { invalidField, Refusal } from '@/lib/refusal'
import type { Mapping } from '@/lib/tables/mapping'
import { TableTrouble } from '@/lib/tables/table'
import { dateFromDb } from '@/lib/time'
import { openKeptVolume, openVolumeIn, type Volume, volumesIn } from '@/lib/volumes/parts'
import { canImport } from '@/lib/volumes/policy'
import { type VolumeField, type VolumeView, volumeLabels } from '@/lib/volumes/schema'
import type { Delivered } from '@/lib/volumes/survey'
import { figure } from '@/lib/words'

/** Of a delivery what a volume has to do with. */
export type Delivery = Pick<ProductionRow, 'id' | 'number' | 'inquiryId' | 'fromOfficeId' | 'receivedOn'>

/** Where a volume may be read from: what lies in the inquiry's folder on the server, and zips that are kept with the delivery. */
export type Offered = { folders: string[]; items: { ref: string; title: string; name: string }[] }

const zipOf = (productionId: string) => ({
  where: { productionId, files: { some: { role: 'original', mediaType: 'application/zip' } } } as const,
  orderBy: { number: 'asc' } as const,
})

/** What a volume of this delivery can be read from now. */
export async function offeredFor(actor: Actor, delivery: { id: string }): Promise<Offered> {
  const { where, orderBy } = zipOf(delivery.id)
  const [folders, items] = await Promise.all([
    volumesIn(actor.inquiry.slug),
    db().evidenceItem.findMany({
      where: { ...where, inquiryId: actor.inquiry.id },
      orderBy,
      select: { number: true, title: true, files: { where: { role: 'original' }, select: { name: true } } },
    }),
  ])
  return {
    folders,
    items: items.map((item) => ({ ref: evidenceRef(item), title: item.title, name: item.files[0]?.name ?? '' })),
  }
}

/** The same of a delivery by its number: to whoever may not import there is none. */
export async function volumesOf(actor: Actor, number: Ref): Promise<Offered> {
  const delivery = await loadProduction(db(), actor, number)
  return canImport(actor).allowed ? offeredFor(actor, delivery) : { folders: [], items: [] }
}

/** A volume that was chosen, open. Close it. Throws a Refusal where there is none, TableTrouble where it cannot be read. */
export async function openVolume(
  tx: Tx,
  actor: Actor,
  delivery: { id: string },
  view: Pick<VolumeView, 'folder' | 'item'>,
): Promise<{ name: string; volume: Volume }> {
  if (view.item) return openKept(tx, actor, delivery, view.item.number)
  if (!view.folder)
    throw invalidField('folder', `${volumeLabels.folder} is missing: name it, or a zip that is kept here as an item.`)
  const volume = await openVolumeIn(actor.inquiry.slug, view.folder)
  if (!volume)
    throw invalidField(
      'folder',
      `${volumeLabels.folder}: it is not there any more. Choose another, or put it there again.`,
    )
  return { name: view.folder, volume }
}

async function openKept(tx: Tx, actor: Actor, delivery: { id: string }, number: number) {
  const item = await tx.evidenceItem.findFirst({
    where: { inquiryId: actor.inquiry.id, productionId: delivery.id, number },
    select: {
      status: true,
      revision: true,
      standing: { where: { copyNo: '' }, select: { revision: true, state: true } },
      files: zipFile,
    },
  })
  const file = item?.files.find(({ revision }) => revision === item.revision)
  if (!item || !file)
    throw invalidField(
      'item',
      `${formatRef('E', 'shared', number)} is no zip that came with this delivery: choose another.`,
    )
  const ruled = await ruledClassified(tx, actor.inquiry.id, [file.id])
  const may = mayOpen({ ...file, ruledClassified: ruled.has(file.id), item })
  if (!may.allowed) throw new Refusal('forbidden', may.why)
  return { name: file.name, volume: await openKeptVolume({ id: file.id, size: Number(file.size) }) }
}

const zipFile = {
  where: { role: 'original', mediaType: 'application/zip' },
  select: {
    id: true,
    name: true,
    size: true,
    revision: true,
    checks: { orderBy: { checkedAt: 'desc' }, take: 1, select: { matches: true, found: true } },
  },
} as const

/** What a survey has to know of the delivery. */
export async function deliveredOf(tx: Tx, delivery: Delivery): Promise<Delivered> {
  const [mapping, here] = await Promise.all([
    tx.loadFileMapping.findUnique({
      where: { inquiryId_officeId: { inquiryId: delivery.inquiryId, officeId: delivery.fromOfficeId } },
    }),
    hereOf(tx, delivery),
  ])
  return {
    receivedOn: dateFromDb(delivery.receivedOn),
    remembered: (mapping?.mapping ?? {}) as Mapping<VolumeField>,
    here,
  }
}

/** What of a delivery is here already, by the keys of documents: each is here once. */
export async function hereOf(tx: Tx, delivery: { id: string }): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ key: string; number: number }[]>`
    SELECT CASE WHEN bates_prefix IS NULL THEN '#' || upper(control_number) ELSE bates_prefix || ' ' || bates_first END AS key, number
      FROM evidence_item
     WHERE production_id = ${delivery.id}::uuid AND (bates_prefix IS NOT NULL OR control_number IS NOT NULL)`
  return new Map(rows.map(({ key, number }) => [key, evidenceRef({ number })]))
}

/** What cannot be read, as a refusal that says where. */
export function asRefusal(error: unknown): Refusal | unknown {
  if (!(error instanceof TableTrouble)) return error
  return invalidField('list', `${error.line === null ? '' : `Line ${figure(error.line)}: `}${error.message}`)
}

import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import { enqueue } from '@/lib/jobs/commands'
import { type Actor, now } from '@/lib/people/actor'
import { loadProduction, productionRef } from '@/lib/productions/queries'
import { invalidField } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { canImport } from '@/lib/volumes/policy'
import { asRefusal, type Delivery, deliveredOf, openVolume } from '@/lib/volumes/queries'
import { importVolumeInput, neededFields, type VolumeView, volumeFields } from '@/lib/volumes/schema'
import { type Survey, survey } from '@/lib/volumes/survey'

/**
 * Asks for a volume of a delivery to be imported, read as it is shown now. How its columns were read is remembered for its producer. What is in it
 * is judged row by row by the job itself: a volume is too large for that here.
 */
export const askForVolume = command('production.import_volume', importVolumeInput, async (tx, actor, input) => {
  const delivery = await loadProduction(tx, actor, input.production)
  insist(canImport(actor))
  await mustBeIdle(tx, delivery)
  const { production, despite, ...view } = input
  const { head } = await looked(tx, actor, delivery, view)
  const lacking = neededFields.find((field) => head.mapping[field] === undefined)
  if (lacking) throw invalidField('list', `${volumeFields[lacking]}: no column was found or chosen for it.`)
  const ref = formatRef('P', production.series, production.number)
  const job = await enqueue(tx, actor, 'import_volume', {
    production: ref,
    ...asTyped(view),
    ...(despite && { despite: 'on' }),
  })
  const at = { inquiryId: delivery.inquiryId, officeId: delivery.fromOfficeId }
  const kept = { mapping: head.mapping, updatedAt: now(actor) }
  await tx.loadFileMapping.upsert({ where: { inquiryId_officeId: at }, create: { ...at, ...kept }, update: kept })
  return { job }
})

/** Two imports into one delivery would each think that nothing is here yet. */
async function mustBeIdle(tx: Tx, delivery: Delivery): Promise<void> {
  const open = await tx.job.findFirst({
    where: {
      inquiryId: delivery.inquiryId,
      kind: 'import_volume',
      endedAt: null,
      input: { path: ['production'], equals: productionRef(delivery) },
    },
    select: { id: true },
  })
  if (open) throw invalidField('list', 'A volume of this delivery is being imported just now: wait for that to end.')
}

async function looked(tx: Tx, actor: Actor, delivery: Delivery, view: VolumeView): Promise<Survey> {
  try {
    const { volume } = await openVolume(tx, actor, delivery, view)
    try {
      return await survey(actor, volume, view, await deliveredOf(tx, delivery))
    } finally {
      volume.close()
    }
  } catch (error) {
    throw asRefusal(error)
  }
}

/** The choices as they were sent, so that the job reads them by the same schema. */
function asTyped({ item, ...view }: VolumeView): Record<string, string> {
  const given = Object.entries(view).filter(([, value]) => value !== null && value !== undefined)
  return {
    ...(item && { item: formatRef('E', item.series, item.number) }),
    ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  }
}

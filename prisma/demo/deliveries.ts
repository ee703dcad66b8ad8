/* What can be done with deliveries in the story: logged, and their volumes imported as the worker would. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { config } from '@/lib/config'
import { carryOutHere } from '@/lib/jobs/work'
import { logProduction } from '@/lib/productions/commands'
import { askForVolume } from '@/lib/volumes/commands'
import { importVolume } from '@/lib/volumes/import'
import type { Act } from '@/prisma/demo/stage'

type Delivery = {
  ref: string
  from: string
  volume: string
  batesFrom: string
  batesTo: string
  coverLetter: string
  answers: string[]
}

/** A delivery comes on the day of the act; what it means for its requests is recorded elsewhere. */
export const deliver =
  ({ ref, from, answers, ...of }: Delivery): Act =>
  async ({ actor, today }) => {
    const said = { receivedOn: today, medium: 'drive', certification: 'not_stated', fromOffice: from, leave: answers }
    const made = await logProduction(actor, { ...of, ...said })
    if (made.ref !== ref) throw new Error(`the story calls it ${ref}, the ledger ${made.ref}`)
  }

/** These files are put on the server as a volume of the delivery, and imported. */
export const bring =
  (production: string, folder: string, files: Record<string, string>): Act =>
  async ({ actor }) => {
    const root = join(config().IMPORT_DIR, actor.inquiry.slug, folder)
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), content)
    }
    const { job } = await askForVolume(actor, { production, folder })
    await carryOutHere(String(job), actor, importVolume)
  }

import { howMany } from '@/lib/bags/contents'
import { canHandOver } from '@/lib/bags/policy'
import { type BagView, bagView } from '@/lib/bags/schema'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import { enqueue } from '@/lib/jobs/commands'
import { loadOffice } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { loadProduction } from '@/lib/productions/queries'
import { loadQuestion } from '@/lib/questions/queries'
import { invalidField, Refusal } from '@/lib/refusal'
import { loadRequest } from '@/lib/requests/queries'
import { insist } from '@/lib/ruling'

/**
 * Asks for a bag of evidence: of an inquiry, of what came on a request, or of items. A job prepares it. What is finished is handed on too, so a
 * closed inquiry is no obstacle.
 */
export const prepareBag = command(
  'bag.prepare',
  bagView,
  async (tx, actor, view) => {
    insist(canHandOver(actor))
    await mustExist(tx, actor, view)
    if ((await howMany(actor, view)) === 0) {
      throw new Refusal('invalid', 'There is nothing to hand over', {
        detail: 'No item of the register fits. Look at the register with the same filters, and widen them.',
      })
    }
    return { job: await enqueue(tx, actor, 'prepare_bag', asTyped(view)) }
  },
  { whileClosed: true },
)

/** What the view names has to be there; nobody learns at the end of a job that a number was mistyped. */
async function mustExist(tx: Tx, actor: Actor, { request, question, office, production }: BagView): Promise<void> {
  const named: [string, string, Ref | null | undefined, (ref: Ref) => Promise<unknown>][] = [
    ['request', 'R', request, (ref) => loadRequest(tx, actor, ref)],
    ['question', 'Q', question, (ref) => loadQuestion(tx, actor, ref)],
    ['office', 'O', office, (ref) => loadOffice(tx, actor, ref)],
    ['production', 'P', production, (ref) => loadProduction(tx, actor, ref)],
  ]
  for (const [field, prefix, ref, load] of named) {
    if (!ref) continue
    await load(ref).catch((error) => {
      if (!(error instanceof Refusal) || error.kind !== 'missing') throw error
      throw invalidField(field, `There is no ${formatRef(prefix, ref.series, ref.number)} in this inquiry.`)
    })
  }
}

/** The view as it was sent, so that the job reads it by the same schema. */
function asTyped(view: BagView): Record<string, string | string[]> {
  const told = (name: string, value: unknown): string | string[] => {
    if (Array.isArray(value)) return value.map(({ series, number }) => formatRef('E', series, number))
    if (typeof value !== 'object' || value === null) return String(value)
    const { series, number } = value as { series: 'shared'; number: number }
    return formatRef(PREFIXES[name] ?? '', series, number)
  }
  return Object.fromEntries(
    Object.entries(view).flatMap(([name, value]) =>
      value === null || value === undefined || (Array.isArray(value) && value.length === 0)
        ? []
        : [[name, told(name, value)]],
    ),
  )
}

const PREFIXES: Record<string, string> = { request: 'R', question: 'Q', office: 'O', production: 'P' }

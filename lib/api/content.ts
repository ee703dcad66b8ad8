import { randomUUID } from 'node:crypto'
import { bearer, refuseForeignOrigin } from '@/lib/api/door'
import { problemAnswer } from '@/lib/api/problem'
import { noteDenial } from '@/lib/audit/denials'
import { deliverBag } from '@/lib/bag-download'
import { deliver } from '@/lib/file-download'
import type { Actor, Person } from '@/lib/people/actor'
import { actorFor } from '@/lib/people/queries'
import { missing } from '@/lib/refusal'

/**
 * The bytes of a kept file, or a range of them, for whoever shows a token: judged and noted as on the screens. Apart from the operations, which answer
 * in JSON. Every refusal is a problem answer.
 */
export const serveContent = (request: Request, slug: string, id: string): Promise<Response> =>
  serve(request, slug, { verb: 'file.open', named: { file: id } }, (actor) => deliver(request, actor, id))

/** The same for a bag that was prepared. */
export const serveBag = (request: Request, slug: string, id: string): Promise<Response> =>
  serve(request, slug, { verb: 'bag.open', named: { bag: id } }, (actor) => deliverBag(request, actor, id))

async function serve(
  request: Request,
  slug: string,
  { verb, named }: { verb: string; named: object },
  work: (actor: Actor) => Promise<Response>,
): Promise<Response> {
  const known: { person?: Person } = {}
  try {
    refuseForeignOrigin(request.headers)
    known.person = await bearer(request.headers, slug)
    const actor = await actorFor(known.person, slug)
    if (!actor) throw missing()
    return await work(actor)
  } catch (error) {
    if (known.person) await noteDenial(error, known.person, { verb, named: { inquiry: slug, ...named } })
    return problemAnswer(error, request.headers.get('x-request-id') ?? randomUUID())
  }
}

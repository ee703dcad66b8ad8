import { randomUUID } from 'node:crypto'
import { bearer, refuseForeignOrigin } from '@/lib/api/door'
import { problemAnswer } from '@/lib/api/problem'
import { noteDenial } from '@/lib/audit/denials'
import { deliver } from '@/lib/file-download'
import type { Person } from '@/lib/people/actor'
import { actorFor } from '@/lib/people/session'
import { missing } from '@/lib/refusal'

/**
 * The bytes of a kept file, or a range of them, for whoever shows a token: judged and noted as on the screens. Apart from the operations, which answer
 * in JSON. Every refusal is a problem answer.
 */
export async function serveContent(request: Request, slug: string, id: string): Promise<Response> {
  const known: { person?: Person } = {}
  try {
    refuseForeignOrigin(request.headers)
    known.person = await bearer(request.headers)
    const actor = await actorFor(known.person, slug)
    if (!actor) throw missing()
    return await deliver(request, actor, id)
  } catch (error) {
    if (known.person) await noteDenial(error, known.person, { verb: 'file.open', named: { inquiry: slug, file: id } })
    return problemAnswer(error, request.headers.get('x-request-id') ?? randomUUID())
  }
}

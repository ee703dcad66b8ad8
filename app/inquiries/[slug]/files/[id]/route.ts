import { deliver } from '@/lib/file-download'
import { orNotFound } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Refusal } from '@/lib/refusal'

type Context = { params: Promise<{ slug: string; id: string }> }

/** A kept file, or a range of it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, id } = await params
  const actor = await actorIn(slug)
  try {
    return await orNotFound(deliver(request, actor, id))
  } catch (error) {
    // The stored bytes are not those that came: the item's page says more.
    if (!(error instanceof Refusal) || error.kind !== 'forbidden') throw error
    return new Response(error.message, { status: 403, headers: { 'content-type': 'text/plain' } })
  }
}

export const HEAD = GET

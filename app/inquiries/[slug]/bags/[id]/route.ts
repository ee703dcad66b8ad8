import { deliverBag } from '@/lib/bag-download'
import { orNotFound } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Refusal } from '@/lib/refusal'

type Context = { params: Promise<{ slug: string; id: string }> }

/** A prepared bag, or a range of it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, id } = await params
  const actor = await actorIn(slug)
  try {
    return await orNotFound(deliverBag(request, actor, id))
  } catch (error) {
    // Something in it may not be handed on any more: it is said which.
    if (!(error instanceof Refusal) || error.kind !== 'forbidden') throw error
    const words = [error.message, error.detail].filter(Boolean).join('. ')
    return new Response(words, { status: 403, headers: { 'content-type': 'text/plain' } })
  }
}

export const HEAD = GET

import { serveBag } from '@/lib/api/content'
import { dispatch } from '@/lib/api/dispatch'

type Context = { params: Promise<{ slug: string; id: string }> }

async function bag(request: Request, { params }: Context): Promise<Response> {
  const { slug, id } = await params
  return serveBag(request, slug, id)
}

// Bytes are no JSON, so they have a door of their own; whatever else is asked of this address is refused as everywhere.
export { bag as GET, bag as HEAD, dispatch as DELETE, dispatch as PATCH, dispatch as POST, dispatch as PUT }

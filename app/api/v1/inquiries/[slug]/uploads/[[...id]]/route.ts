import { dispatch } from '@/lib/api/dispatch'
import { serveUpload } from '@/lib/api/tus/serve'

type Context = { params: Promise<{ slug: string; id?: string[] }> }

/** One upload is named by one part of the address; what has more is no address here. */
async function upload(request: Request, { params }: Context): Promise<Response> {
  const { slug, id = [] } = await params
  return id.length > 1 ? dispatch(request) : serveUpload(request, slug, id[0])
}

// Uploads speak the tus protocol; the list of them is an operation of the API like any other.
export {
  dispatch as GET,
  dispatch as PUT,
  upload as DELETE,
  upload as HEAD,
  upload as OPTIONS,
  upload as PATCH,
  upload as POST,
}

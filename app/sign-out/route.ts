import { sameOrigin } from '@/lib/origin'
import { leave } from '@/lib/people/session'

/**
 * Signs out. Not a server action: those move within the page, and what was on the screen would stay in the browser's memory, one step back.
 */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request.headers)) return new Response(null, { status: 403 })
  return new Response(null, { status: 303, headers: { Location: await leave() } })
}

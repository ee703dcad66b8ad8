import { readiness } from '@/lib/api/ready'

export const dynamic = 'force-dynamic'

/** Says whether the app can do its work: 200, with a warning where the clocks are wrong, or 503 with what is in the way. */
export async function GET(): Promise<Response> {
  const { ready, words } = await readiness()
  if (ready) return Response.json({ status: 'ready', ...(words && { warning: words }) })
  return Response.json({ status: 'not ready', detail: words }, { status: 503, headers: { 'Retry-After': '5' } })
}

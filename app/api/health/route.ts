export const dynamic = 'force-dynamic'

/** Says that the process is up, and nothing about what it needs. */
export function GET(): Response {
  return Response.json({ status: 'up' })
}

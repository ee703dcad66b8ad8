import type { Instrumentation } from 'next'

/** Takes what nobody caught while a page, a form or a route was answered, with the place: the pattern of the address, not the address. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath, routeType }) => {
  // This file is compiled for the edge runtime too, where the log has nothing to stand on; nothing of ours runs there.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { log } = await import('@/lib/log')
  log.failure(error, { method, route: routePath, while: routeType })
}

import type { Instrumentation } from 'next'
import { log } from '@/lib/log'

/** Takes what nobody caught while a page, a form or a route was answered, with the place: the pattern of the address, not the address. */
export const onRequestError: Instrumentation.onRequestError = (error, { method }, { routePath, routeType }) => {
  log.failure(error, { method, route: routePath, while: routeType })
}

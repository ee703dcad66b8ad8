import type { Instrumentation } from 'next'
import { log } from '@/lib/log'

/**
 * Takes what nobody caught while a page, a form or a route was answered. `npm start` keeps the framework from printing it itself: its
 * lines would hold the error's message, and with it what people typed. The digest is the id that the page of the fault shows.
 */
export const onRequestError: Instrumentation.onRequestError = (error, { method }, { routePath, routeType }) => {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : ''
  log.failure(error, { method, route: routePath, while: routeType, ...(digest && { digest }) })
}

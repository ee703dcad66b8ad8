import type { ServerOptions } from 'node:http'
import type { Patience } from '@/lib/server/patience'

/** Largest body that is taken, in bytes: forms and API calls. It agrees with serverActions.bodySizeLimit in next.config.ts. */
export const BODY_LIMIT = 3 * 1024 * 1024

/** Longest address, in bytes. A view with every filter set stays far below. */
export const ADDRESS_LIMIT = 8 * 1024

/** How much of a connection a client that says little may hold, and how long. The longest address fits in with room for cookies. */
export const serverLimits: ServerOptions = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 15_000,
  // Watched by the handler, which knows an upload from a form.
  requestTimeout: 0,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  // Asked for at the door, in words and with our headers.
  requireHostHeader: false,
}

/** 3 MB over a slow line; and what an upload may be silent, while a phone changes its cell or a lid is shut and opened again. */
export const patience: Patience = { request: 120_000, silence: 60_000 }

/** Is this a piece of an upload? It may be as large as it likes, since it is never held in memory. */
export function isUpload(method: string | undefined, url: string | undefined): boolean {
  const path = (url ?? '').split('?', 1)[0] ?? ''
  return (method === 'PATCH' || method === 'POST') && /^\/api\/v1\/inquiries\/[^/]+\/uploads(\/[^/]*)?$/.test(path)
}

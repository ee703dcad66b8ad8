import type { ServerOptions } from 'node:http'

/** Largest body that is taken, in bytes: forms and API calls. It agrees with serverActions.bodySizeLimit in next.config.ts. */
export const BODY_LIMIT = 3 * 1024 * 1024

/** Longest address, in bytes. A view with every filter set stays far below. */
export const ADDRESS_LIMIT = 8 * 1024

/** How much of a connection a client that says little may hold, and how long. The longest address fits in with room for cookies. */
export const serverLimits: ServerOptions = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 15_000,
  /** All of a request: 3 MB over a slow line. */
  requestTimeout: 120_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
}

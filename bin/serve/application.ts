import { Server } from 'node:http'
import next from 'next'

/**
 * The framework, for the server on this port. It would listen for connections that are to become something else (`Upgrade`), past everything that is
 * decided in front of it, and leave them open for ever, unanswered; so it is given a server of its own to listen at, which nothing reaches. Ours then
 * answers such a request like any other.
 */
export const makeApplication = (hostname: string, port: number) =>
  next({ dev: false, quiet: true, dir: process.cwd(), hostname, port, httpServer: new Server() })

import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import type { DatabaseTrouble } from '@/lib/database-trouble'
import type { ShellFrame } from '@/lib/ui/shell'

/** One request, as everything that has a hand in its answer knows it. */
type InRequest = {
  /** Under which its failures are logged, and which its answer carries */
  readonly id: string
  /** How the database failed it, if it did */
  trouble?: DatabaseTrouble
  /** What stands around the page that was asked for, once it is known who asks: an answer in its place stands in the same */
  frame?: ShellFrame
  /** Where it is a piece of an upload: what comes off the wire, for whoever takes it in */
  sending?: IncomingMessage
}

// The framework bundles its own copy of this file; what all copies share hangs on the process.
const process_ = globalThis as { ledgerRequests?: AsyncLocalStorage<InRequest> }
process_.ledgerRequests ??= new AsyncLocalStorage()
const requests = process_.ledgerRequests

/** The request whose work this is; undefined outside of any. */
export const currentRequest = (): InRequest | undefined => requests.getStore()

/** Runs the work of one request; what is noted of it meanwhile, wherever, is in the object that `work` gets. */
export function inRequest<T>(id: string, work: (request: InRequest) => T): T {
  const request: InRequest = { id }
  return requests.run(request, () => work(request))
}

/** Notes what stands around the page that is asked for. */
export function noteFrame(frame: ShellFrame): void {
  const request = currentRequest()
  if (request) request.frame = frame
}

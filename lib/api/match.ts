import type { Method, Operation } from '@/lib/api/operation'

type Route = { pattern: RegExp; names: string[]; byMethod: Map<Method, Operation> }

/** What an address leads to: its operations by method, and the values of its places. */
export type Match = { byMethod: ReadonlyMap<Method, Operation>; places: Record<string, string> }

/** Characters that a place of an address may hold once it is decoded; anything else names no record. */
const PLACE = /^[\w.~-]{1,200}$/

function compile(path: string): Omit<Route, 'byMethod'> {
  const names: string[] = []
  const source = path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, (_whole, name: string) => {
    names.push(name)
    return '([^/]+)'
  })
  return { pattern: new RegExp(`^${source}$`), names }
}

/** Makes of a list of operations a function that finds those of an address (below /api/v1); null where there are none. */
export function router(operations: readonly Operation[]): (path: string) => Match | null {
  const routes = new Map<string, Route>()
  for (const operation of operations) {
    const route = routes.get(operation.path) ?? { ...compile(operation.path), byMethod: new Map() }
    route.byMethod.set(operation.method, operation)
    routes.set(operation.path, route)
  }
  return (path) => {
    for (const { pattern, names, byMethod } of routes.values()) {
      const found = pattern.exec(path)
      if (found) return { byMethod, places: Object.fromEntries(names.map((name, i) => [name, decode(found[i + 1])])) }
    }
    return null
  }
}

/** '' where it cannot be the name of anything. */
function decode(raw = ''): string {
  try {
    const text = decodeURIComponent(raw)
    return PLACE.test(text) ? text : ''
  } catch {
    return ''
  }
}

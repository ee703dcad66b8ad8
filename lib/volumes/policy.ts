import type { Actor } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** May this actor import a volume of a delivery? It logs evidence and brings in files, both of which a staffer does. */
export function canImport(actor: Pick<Actor, 'role'>): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer imports what came.')
}

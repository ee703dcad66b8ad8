import type { CustodyState } from '@/lib/custody/status'
import { type EvidenceStatus, evidenceStatuses } from '@/lib/evidence/status'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { AccessMode, Handling, UploadStatus } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { accessModes, handlings, registerOnly } from '@/lib/words'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** Files are as shared as their items: every member of the inquiry may know of all that are kept. */
export function visibleTo(actor: Actor): Prisma.StoredFileWhereInput {
  return { inquiryId: actor.inquiry.id }
}

/** Files on their way in are the staff's business: of whoever sends one, and of whoever may have to decide on it. */
export function uploadsVisibleTo(actor: Actor): Prisma.UploadWhereInput {
  return { inquiryId: actor.inquiry.id, ...(actor.role === 'staffer' ? {} : { id: { in: [] } }) }
}

/** May this actor bring files in at all? */
export function canUpload(actor: Pick<Actor, 'role'>): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer uploads files.')
}

/** What the policy needs to know of an item. `hasFile`: its present revision has its original here. */
export type HolderFacts = { status: EvidenceStatus; accessMode: AccessMode; handling: Handling; hasFile: boolean }

/** May content of such an item be here at all? Not of what is marked, nor of what was only shown. */
export function canHold({ accessMode, handling }: Pick<HolderFacts, 'accessMode' | 'handling'>): Ruling {
  if (registerOnly(handling)) {
    return barred(
      `It is marked ${handlings[handling].toLowerCase()}: this system keeps a register entry of it, never a file.`,
    )
  }
  if (accessMode === 'delivered_copy') return allowed
  return barred(`Its access is ${accessModes[accessMode].toLowerCase()}: no copy was delivered, so there is no file.`)
}

/** May this actor upload the file of the item's present revision? What a reviewer looks at stands still, and a file is never replaced. */
export function canAddFile(actor: Pick<Actor, 'role'>, item: HolderFacts): Ruling {
  const may = canUpload(actor)
  const hold = may.allowed ? canHold(item) : may
  if (!hold.allowed) return hold
  if (item.hasFile) return barred('This revision has its file; a corrected copy is a new revision.')
  if (item.status === 'logged') return allowed
  return barred(`It is ${evidenceStatuses[item.status].toLowerCase()}: a file is added as a new revision.`)
}

/**
 * What the policy needs to know to open a file. `ruledClassified`: the newest ruling on its bytes, or on another file of the same revision, says that they carry a classification marking; `checks`: the newest, or none while none was made;
 * `standing`: where what each revision brought is, by its chain of custody.
 */
export type Openable = {
  revision: number
  ruledClassified: boolean
  checks: readonly { matches: boolean; found: string | null }[]
  item: { status: EvidenceStatus; standing: readonly { revision: number; state: CustodyState }[] }
}

/**
 * May this file be opened by whoever may see it? Not while the newest check says that its bytes are not those that came; and no more once what
 * it came with was returned or destroyed, or its producer clawed it back; nor once it was ruled to carry a classification marking.
 */
export function mayOpen({ revision, ruledClassified, checks, item }: Openable): Ruling {
  if (ruledClassified) return barred(ruledSince)
  const came = item.standing.filter((piece) => piece.revision <= revision).sort((a, b) => b.revision - a.revision)[0]
  if (came?.state === 'destroyed') return barred('It was destroyed, by its chain of custody: it is opened no more.')
  if (came?.state === 'returned' || item.status === 'returned') {
    return barred('It was returned to its producer: it is opened no more.')
  }
  if (item.status === 'clawed_back') return barred('Its producer clawed it back: it is put aside, and opened no more.')
  const [newest] = checks
  return newest === undefined || newest.matches ? allowed : barred(unsound(newest.found))
}

const ruledSince =
  'It was ruled to carry a classification marking: it is opened and passed on no more. Call your security officer, who decides what becomes of the file, of copies of it and of backups.'

/** Why a file whose newest check found this cannot be opened, and what to do. */
export function unsound(found: string | null): string {
  if (found === 'unreadable') {
    return 'The store has something under this name that cannot be read. Mend its rights, or restore the file from a backup, then have it verified.'
  }
  return found === 'missing'
    ? 'The store does not have this file any more. Restore it from a backup, then have it verified.'
    : 'The stored bytes are not those that came: their hash differs. Restore the file from a backup, then have it verified.'
}

/** May this actor have stored files hashed again? */
export function canVerify(actor: Pick<Actor, 'role'>): Ruling {
  const may = actor.role === 'staffer' || actor.role === 'reviewer'
  return may ? allowed : barred('Staffers and reviewers have stored files verified.')
}

/** May this actor upload a corrected copy, which becomes a new revision? As for logging one without a file, and only where content may be here. */
export function canCorrect(move: Ruling, item: Pick<HolderFacts, 'accessMode' | 'handling'>): Ruling {
  return move.allowed ? canHold(item) : move
}

type UploadFacts = { status: UploadStatus; createdById: string; lastAt: Date }

/** Whose upload moved so recently is still sending it. */
export const STILL_MS = 10 * 60_000

/** May this actor give an upload up, so that nothing of it is left? Whoever began it; another staffer once it stands still. */
export function canGiveUp(actor: Pick<Actor, 'role' | 'userId'>, upload: UploadFacts, now: Date): Ruling {
  const may = canUpload(actor)
  if (!may.allowed) return may
  if (upload.status === 'set_aside')
    return barred('All of it has come, and it was set aside: it is kept or discarded, with a reason.')
  if (upload.createdById === actor.userId || now.getTime() - upload.lastAt.getTime() > STILL_MS) return allowed
  return barred('Whoever began it is still sending it.')
}

/** May this actor decide on a file that was set aside? */
export function canDecide(actor: Pick<Actor, 'role'>, upload: Pick<UploadFacts, 'status'>): Ruling {
  const may = canUpload(actor)
  if (!may.allowed || upload.status === 'set_aside') return may
  return barred('It is still on its way: there is nothing to decide.')
}

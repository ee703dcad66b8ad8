import { withParams } from '@/lib/address'
import type { CustodyPieceRecord } from '@/lib/custody/schema'

/** Where a step is recorded for a piece; the item's own page with that piece chosen, where no kind is given. */
export function stepPath(base: string, kind: string, piece: Pick<CustodyPieceRecord, 'revision' | 'copyNo'>): string {
  const at = kind ? `${base}/custody/${kind}` : base
  return withParams(at, {}, { revision: String(piece.revision), copy: piece.copyNo })
}

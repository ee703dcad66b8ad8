'use client'

import type { CoverageRow } from '@/lib/coverage/queries'
import { kindNames, matrixRows } from '@/lib/coverage/ui/cells'
import { Matrix } from '@/lib/ui/matrix'

/**
 * The matrix of an inquiry. Its words, looks and addresses follow from what stands in each cell, so the browser is sent that and works them
 * out as the server does: half of what they are themselves.
 */
export const CoverageMatrix = ({ slug, rows, mayDraft }: { slug: string; rows: CoverageRow[]; mayDraft: boolean }) => (
  <Matrix
    caption="Coverage by question and kind of evidence"
    kinds={kindNames}
    rows={matrixRows(slug, rows, mayDraft)}
  />
)

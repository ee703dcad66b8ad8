import type { CoverageRow } from '@/lib/coverage/queries'
import { type CoverageCell, type CoverageState, coverageMeanings, coverageStates } from '@/lib/coverage/status'
import { type QuestionStatus, questionStatuses } from '@/lib/questions/status'
import type { Cell, MatrixRow } from '@/lib/ui/matrix'
import type { Tone } from '@/lib/ui/status'
import { kindOrder, kinds, recordPath } from '@/lib/words'

/** The look of each word of the matrix. */
const coverageTones: Readonly<Record<CoverageState, Tone>> = {
  refused: 'no',
  overdue: 'late',
  partly_received: 'partly',
  received: 'recv',
  requested: 'asked',
  drafted: 'draft',
  accepted: 'ok',
  gap: 'gap',
  not_needed: 'none',
}

export const kindNames: string[] = kindOrder.map((kind) => kinds[kind])

export const legend = Object.entries(coverageMeanings).map(([state, meaning]) => ({
  tone: coverageTones[state as CoverageState],
  label: coverageStates[state as CoverageState],
  meaning,
}))

/**
 * A cell opens the requests behind it: all that stand for this question and kind, as many as its "of". A gap opens the form that fills it,
 * for those who may draft.
 */
function asCell(slug: string, question: string, cell: CoverageCell, mayDraft: boolean): Cell {
  const words = { tone: coverageTones[cell.state], label: coverageStates[cell.state] }
  const at = `question=${question}&kind=${cell.kind}`
  const list = `/inquiries/${slug}/requests?view=standing&${at}`
  if (cell.state === 'not_needed') return words
  if (cell.state !== 'gap') return { ...words, count: `${cell.count} of ${cell.of}`, href: list }
  return { ...words, count: 'none asked', href: mayDraft ? `/inquiries/${slug}/requests/new?${at}` : list }
}

/** The cells of a question's row, in the order of the kinds. */
export function cellsOf(slug: string, row: CoverageRow, mayDraft: boolean): Cell[] {
  return row.cells.map((cell) => asCell(slug, row.ref, cell, mayDraft))
}

const note = (status: QuestionStatus) => (status === 'open' ? {} : { note: questionStatuses[status] })

/** The matrix as the shared component takes it. */
export function matrixRows(slug: string, rows: CoverageRow[], mayDraft: boolean): MatrixRow[] {
  return rows.map((row) => ({
    no: row.ref,
    href: recordPath(slug, 'question', row.ref),
    text: row.wording,
    ...note(row.status),
    cells: cellsOf(slug, row, mayDraft),
  }))
}

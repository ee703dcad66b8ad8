'use client'

import { ProblemPage } from './problem-page'
import { notFoundTrouble } from './troubles'

/**
 * The page for what is not there. The framework sends it along with every page, in case a move within that page ends here; drawn by the
 * browser it is a name and an id on the way, else it would be a good part of a small page.
 */
export function NotFoundPage({ id }: { id: string | null }) {
  return <ProblemPage trouble={notFoundTrouble} id={id} />
}

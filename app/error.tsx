'use client'

import { ProblemPage } from '@/lib/ui/problem-page'
import { failedTrouble } from '@/lib/ui/troubles'

/** A fault of ours in a page that was already there; the log holds the detail with the digest that is shown here. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return <ProblemPage trouble={failedTrouble} id={error.digest} />
}

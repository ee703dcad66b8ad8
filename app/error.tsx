'use client'

import { ProblemPage } from '@/lib/ui/problem-page'
import { GateShell } from '@/lib/ui/shell'

/** A fault of ours: the log holds the detail under the id that is shown here. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <GateShell>
      <ProblemPage
        title="This page failed"
        id={error.digest}
        ways={
          <>
            <button type="button" className="btn btn-main" onClick={() => window.location.reload()}>
              Load the page again
            </button>
            <a href="/inquiries">Go to your inquiries</a>
          </>
        }
      >
        <p>The fault is in the system, not in what you did. What was saved before is safe, and the fault is logged.</p>
        <p>If you were sending a form, look at the record first: its history says whether the change arrived.</p>
      </ProblemPage>
    </GateShell>
  )
}

import type { Metadata } from 'next'
import { ProblemPage } from '@/lib/ui/problem-page'
import { GateShell } from '@/lib/ui/shell'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <GateShell>
      <ProblemPage
        title="Page not found"
        ways={
          <a className="btn btn-main" href="/inquiries">
            Go to your inquiries
          </a>
        }
      >
        <p>There is no such page, or it is not open to you. The two look the same on purpose.</p>
        <p>
          Check the address for a letter too many or too few. A record is found by its number: search for R-12 or Q-4
          inside its inquiry.
        </p>
      </ProblemPage>
    </GateShell>
  )
}

import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { ProblemPage } from '@/lib/ui/problem-page'
import { GateShell } from '@/lib/ui/shell'

export const metadata: Metadata = { title: 'Page not found' }

/** An unknown address and a hidden record get this same page, so that nothing is learned from the difference. */
export default async function NotFound() {
  const id = (await headers()).get('x-request-id')
  return (
    <GateShell>
      <ProblemPage
        title="Page not found"
        id={id}
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

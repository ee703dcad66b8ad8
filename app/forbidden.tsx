import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { ProblemPage } from '@/lib/ui/problem-page'
import { GateShell } from '@/lib/ui/shell'

export const metadata: Metadata = { title: 'Not open to your role' }

/** For pages that everybody may know of and only some may open, such as the list of people. Called by `forbidden()`. */
export default async function Forbidden() {
  const id = (await headers()).get('x-request-id')
  return (
    <GateShell>
      <ProblemPage
        title="This page is not open to your role"
        id={id}
        ways={
          <>
            <a className="btn btn-main" href="/inquiries">
              Go to your inquiries
            </a>
            <a href="/me">See your role</a>
          </>
        }
      >
        <p>The page exists, and your account may not open it.</p>
        <p>An administrator of the committee can change your role in an inquiry, or your account.</p>
      </ProblemPage>
    </GateShell>
  )
}

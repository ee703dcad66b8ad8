import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { SearchParams } from '@/lib/params'
import { safePath } from '@/lib/people/next-path'
import { currentPerson } from '@/lib/people/session'
import { TRIES, WAIT_SECONDS } from '@/lib/people/throttle'
import { DemoAccounts } from '@/lib/people/ui/demo-accounts'
import { SignInForm } from '@/lib/people/ui/sign-in-form'
import { Section } from '@/lib/ui/page'
import { GateShell } from '@/lib/ui/shell'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safePath((await searchParams).next)
  if (await currentPerson()) redirect(next)
  const demo = process.env.LEDGER_DEMO_PASSPHRASE
  return (
    <GateShell>
      <div className="gate">
        <div>
          <h1>Sign in</h1>
          <SignInForm next={next} />
          <p className="sub gap-16">
            Forgotten it? An administrator can set a new one. After {TRIES} wrong tries in {WAIT_SECONDS} seconds, wait{' '}
            {WAIT_SECONDS} seconds.
          </p>
        </div>
        <div className="stack">
          <Section title="Before you sign in">
            <ul className="plain">
              <li>
                This system is <b>unclassified</b>. Of classified material it keeps a register entry, never the content.
              </li>
              <li>What you change is recorded with your name and the time, and so is each sign-in.</li>
              <li>What one side of the committee drafts, that side alone can see.</li>
            </ul>
          </Section>
          {demo && <DemoAccounts password={demo} />}
        </div>
      </div>
    </GateShell>
  )
}

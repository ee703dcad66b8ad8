import { changeMyPasswordAction, endAllSessionsAction } from '@/lib/people/actions'
import type { Person } from '@/lib/people/actor'
import type { AccountDetails } from '@/lib/people/queries'
import { passwordHint } from '@/lib/people/schema'
import { Memberships, Sessions, Tokens, tokensStop } from '@/lib/people/ui/account-lists'
import { ButtonForm } from '@/lib/people/ui/button-form'
import { accountDeeds } from '@/lib/people/ui/did-words'
import { TokenForm } from '@/lib/people/ui/token-form'
import { Did } from '@/lib/ui/did'
import { Facts } from '@/lib/ui/facts'
import { Field, Form } from '@/lib/ui/form'
import { PageHead, RecordColumns, Section } from '@/lib/ui/page'

/** Who I am here, where I am signed in, my password and my tokens. */
export function MyPage({
  person,
  account,
  did,
  now,
}: {
  person: Person
  account: AccountDetails
  did: string
  now: Date
}) {
  const alsoStop = tokensStop('Your', account.tokens, now)
  return (
    <>
      <PageHead title="My page" />
      <Did did={did} words={accountDeeds} />
      <RecordColumns
        facts={
          <Section title="At a glance">
            <Facts
              facts={[
                { name: 'Name', value: account.name, sub: 'as it stands in the history' },
                { name: 'E-mail', value: account.email },
                account.isAdmin && {
                  name: 'Administrator',
                  value: 'of this installation',
                  sub: 'gives no power to review',
                },
              ]}
            />
          </Section>
        }
        text={
          <>
            <Section title="Inquiries">
              <Memberships memberships={account.memberships} />
            </Section>
            <Section title="Sessions">
              <Sessions sessions={account.sessions} here={person.sessionId} />
              <div className="gap-16">
                <ButtonForm action={endAllSessionsAction} hidden={{ userId: account.id }} label="Sign out everywhere" />
              </div>
              <p className="sub gap-8">This session ends with the others. {alsoStop}</p>
            </Section>
            <Section title="Password" id="password">
              <Form action={changeMyPasswordAction} submit="Change the password" quiet>
                <Field
                  name="current"
                  label="Present password"
                  type="password"
                  autoComplete="current-password"
                  width="m"
                  required
                />
                <Field
                  name="password"
                  label="New password"
                  hint={passwordHint}
                  type="password"
                  autoComplete="new-password"
                  width="m"
                  required
                />
              </Form>
              <p className="sub gap-8">Your other sessions end when you change it. {alsoStop}</p>
            </Section>
            <Section title="API tokens" id="tokens">
              <p>
                A token lets a program of yours do what you may do, at most. Keep it like a password. It stops with a
                new password, and when you sign out everywhere. <a href="/api-docs">What programs can do</a>
              </p>
              <div className="gap-16">
                <Tokens tokens={account.tokens} now={now} />
              </div>
              <div className="gap-16">
                <TokenForm />
              </div>
            </Section>
          </>
        }
      />
    </>
  )
}

import { disablePerson, enablePerson, endAllSessions, setPassword } from '@/lib/people/actions'
import type { AccountDetails } from '@/lib/people/queries'
import { passwordHint } from '@/lib/people/schema'
import { Memberships, Sessions, Tokens } from '@/lib/people/ui/account-lists'
import { ButtonForm } from '@/lib/people/ui/button-form'
import { DidWithAccount } from '@/lib/people/ui/did-words'
import { PersonForm } from '@/lib/people/ui/person-form'
import { Field, Form } from '@/lib/ui/form'
import { Moves } from '@/lib/ui/moves'
import { Crumb, Lead, PageHead, Section } from '@/lib/ui/page'
import type { Ruling } from '@/lib/workflow'

type PersonPageProps = { account: AccountDetails; mayDisable: Ruling; here?: string; did: string; now: Date }

/** One account, for administrators: particulars, password, sessions, tokens, and whether it is open. */
export function PersonPage({ account, mayDisable, here, did, now }: PersonPageProps) {
  const { id, version, name, email, disabledAt } = account
  return (
    <>
      <Crumb trail={[{ label: 'People', href: '/people' }]} here={name} />
      <PageHead title={name} />
      <Lead>{disabledAt ? 'This account is disabled: nobody can sign in with it.' : `Signs in as ${email}.`}</Lead>
      <DidWithAccount did={did} />
      <div className="stack gap-16">
        <Section title="Account">
          <PersonForm account={account} />
        </Section>
        <Section title="Inquiries">
          <Memberships memberships={account.memberships} />
        </Section>
        <Section title="Password">
          <Form action={setPassword} hidden={{ email }} submit="Set a new password" quiet>
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
          <p className="sub gap-8">All sessions of this person end, and the history says who set it.</p>
        </Section>
        <Section title="Sessions">
          <Sessions sessions={account.sessions} here={here} />
          {account.sessions.length > 0 && (
            <div className="gap-16">
              <ButtonForm action={endAllSessions} hidden={{ userId: id }} label="End all sessions" />
            </div>
          )}
        </Section>
        <Section title="API tokens">
          <Tokens tokens={account.tokens} now={now} />
        </Section>
        <Section title={disabledAt ? 'Enable' : 'Disable'}>
          <Moves
            now={
              disabledAt
                ? [
                    {
                      label: 'Enable',
                      form: (
                        <ButtonForm action={enablePerson} hidden={{ userId: id, version }} label="Enable the account" />
                      ),
                    },
                  ]
                : mayDisable.allowed
                  ? [
                      {
                        label: 'Disable',
                        form: (
                          <ButtonForm
                            action={disablePerson}
                            hidden={{ userId: id, version }}
                            label="Disable the account"
                          />
                        ),
                        line: 'Shuts this person out at once. What they did stays in the history.',
                      },
                    ]
                  : []
            }
            notNow={disabledAt || mayDisable.allowed ? [] : [{ label: 'Disable the account', why: mayDisable.why }]}
          />
        </Section>
      </div>
    </>
  )
}

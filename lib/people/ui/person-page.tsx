import { disablePersonAction, enablePersonAction, endAllSessionsAction, setPasswordAction } from '@/lib/people/actions'
import type { AccountDetails } from '@/lib/people/queries'
import { passwordHint } from '@/lib/people/schema'
import { Memberships, Sessions, Tokens, tokensStop } from '@/lib/people/ui/account-lists'
import { ButtonForm } from '@/lib/people/ui/button-form'
import { accountDeeds } from '@/lib/people/ui/did-words'
import { PersonForm } from '@/lib/people/ui/person-form'
import { formatMoment, HOME_ZONE } from '@/lib/time'
import { Did } from '@/lib/ui/did'
import { Facts } from '@/lib/ui/facts'
import { Field, Form } from '@/lib/ui/form'
import { Moves } from '@/lib/ui/moves'
import { Crumb, Lead, PageHead, RecordColumns, Section } from '@/lib/ui/page'
import type { Ruling } from '@/lib/workflow'

type PersonPageProps = { account: AccountDetails; mayDisable: Ruling; here?: string; did: string; now: Date }

/** One account, for administrators: particulars, password, sessions, tokens, and whether it is open. */
export function PersonPage({ account, mayDisable, here, did, now }: PersonPageProps) {
  const { id, name, email, disabledAt } = account
  const alsoStop = tokensStop('Their', account.tokens, now)
  return (
    <>
      <Crumb trail={[{ label: 'People', href: '/people' }]} here={name} />
      <PageHead title={name} />
      <Lead>{disabledAt ? 'This account is disabled: nobody can sign in with it.' : `Signs in as ${email}.`}</Lead>
      <Did did={did} words={accountDeeds} />
      <RecordColumns
        facts={
          <Section title="At a glance">
            <Facts
              facts={[
                { name: 'E-mail', value: email },
                {
                  name: 'State',
                  value: disabledAt ? 'disabled' : 'enabled',
                  sub: disabledAt && `since ${formatMoment(disabledAt, HOME_ZONE)}`,
                },
                account.isAdmin && {
                  name: 'Administrator',
                  value: 'of this installation',
                  sub: 'gives no power to review',
                },
                account.isDemo && { name: 'Made for', value: 'the demonstration', sub: 'goes when it ends' },
              ]}
            />
          </Section>
        }
        moves={
          <Section title="What you can do">
            <OpenOrShut account={account} mayDisable={mayDisable} />
          </Section>
        }
        text={
          <>
            <Section title="Account">
              <PersonForm account={account} />
            </Section>
            <Section title="Inquiries">
              <Memberships memberships={account.memberships} />
            </Section>
            <Section title="Password">
              <Form action={setPasswordAction} hidden={{ email }} submit="Set a new password" quiet>
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
              <p className="sub gap-8">All sessions of this person end, and the history says who set it. {alsoStop}</p>
            </Section>
            <Section title="Sessions">
              <Sessions sessions={account.sessions} here={here} />
              {account.sessions.length > 0 && (
                <div className="gap-16">
                  <ButtonForm action={endAllSessionsAction} hidden={{ userId: id }} label="End all sessions" />
                  {alsoStop && <p className="sub gap-8">{alsoStop}</p>}
                </div>
              )}
            </Section>
            <Section title="API tokens">
              <Tokens tokens={account.tokens} now={now} />
            </Section>
          </>
        }
      />
    </>
  )
}

function OpenOrShut({ account, mayDisable }: { account: AccountDetails; mayDisable: Ruling }) {
  const hidden = { userId: account.id, version: account.version }
  if (account.disabledAt) {
    const form = <ButtonForm action={enablePersonAction} hidden={hidden} label="Enable the account" />
    return <Moves now={[{ label: 'Enable', form, line: 'Lets this person sign in again.' }]} notNow={[]} />
  }
  if (!mayDisable.allowed) return <Moves now={[]} notNow={[{ label: 'Disable the account', why: mayDisable.why }]} />
  const form = <ButtonForm action={disablePersonAction} hidden={hidden} label="Disable the account" />
  return (
    <Moves
      now={[
        {
          label: 'Disable',
          form,
          line: 'Shuts this person out at once, API tokens too. What they did stays in the history.',
        },
      ]}
      notNow={[]}
    />
  )
}

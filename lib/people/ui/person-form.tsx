import { changePersonAction, createPersonAction } from '@/lib/people/actions'
import type { Account } from '@/lib/people/queries'
import { passwordHint } from '@/lib/people/schema'
import { Check, Field, Form } from '@/lib/ui/form'

/** Makes an account, or changes the one given. */
export function PersonForm({ account }: { account?: Account }) {
  return (
    <Form
      action={account ? changePersonAction : createPersonAction}
      hidden={account && { userId: account.id, version: account.version }}
      submit={account ? 'Save the account' : 'Make the account'}
      quiet={Boolean(account)}
      cancelHref={account ? undefined : '/people'}
      labels={{ isAdmin: 'Administrator', email: 'E-mail address' }}
    >
      <Field
        name="name"
        label="Name"
        hint="As it is to stand in the history."
        width="m"
        defaultValue={account?.name}
        required
      />
      <Field
        name="email"
        label="E-mail address"
        type="email"
        width="m"
        defaultValue={account?.email}
        autoComplete="off"
        required
      />
      {!account && (
        <Field
          name="password"
          label="First password"
          hint={passwordHint}
          type="password"
          autoComplete="new-password"
          width="m"
          required
        />
      )}
      <Check
        name="isAdmin"
        label="Administrator of this installation"
        hint="Looks after accounts and opens inquiries. Sees no records by it, and may not review by it."
        defaultChecked={account?.isAdmin}
      />
    </Form>
  )
}

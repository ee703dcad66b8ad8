import { signInAction } from '@/lib/people/actions'
import { Field, Form } from '@/lib/ui/form'

/** E-mail, password, and where to go afterwards. */
export function SignInForm({ next }: { next: string }) {
  return (
    <Form action={signInAction} hidden={{ next }} submit="Sign in" working="Signing in">
      <Field name="email" label="E-mail address" type="email" autoComplete="username" required />
      <Field name="password" label="Password" type="password" autoComplete="current-password" required />
    </Form>
  )
}

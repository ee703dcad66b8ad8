import type { FormAction } from '@/lib/form-state'
import { Form } from '@/lib/ui/form'

type ButtonFormProps = { action: FormAction; hidden: Record<string, string | number>; label: string; main?: boolean }

/** A form that is nothing but its button: ending a session, revoking a token. */
export const ButtonForm = ({ action, hidden, label, main }: ButtonFormProps) => (
  <Form action={action} hidden={hidden} submit={label} quiet={!main} className="" />
)

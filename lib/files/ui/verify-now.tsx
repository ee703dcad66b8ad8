import { verifyFilesAction } from '@/lib/files/actions'
import { Form } from '@/lib/ui/form'

/** Has the stored files of an item, or of the whole inquiry, hashed again now; leads to the job that does it. */
export function VerifyNow({ slug, item }: { slug: string; item?: string }) {
  return (
    <Form
      action={verifyFilesAction}
      hidden={{ inquiry: slug, evidence: item }}
      submit={item ? 'Verify now' : 'Verify all files now'}
      quiet
      className=""
    />
  )
}

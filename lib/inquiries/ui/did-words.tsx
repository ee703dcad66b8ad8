import { Done } from '@/lib/ui/notice'

const words: Readonly<Record<string, string>> = {
  'inquiry.opened': 'The inquiry is open. Add its members next.',
  'inquiry.changed': 'The particulars are changed.',
  'inquiry.closed': 'The inquiry is closed: its records are read-only from now on.',
  'inquiry.reopened': 'The inquiry is open again.',
  'membership.given': 'The member is added. The inquiry is in their list from now on.',
  'membership.changed': 'Role and side are changed; they hold from now on.',
  'membership.ended': 'The member is removed. What they did stays in the history.',
}

/** After a form about an inquiry was carried out: one line that says so. The name comes from the address, so only these are answered. */
export function DidWithInquiry({ did }: { did: string }) {
  if (!Object.hasOwn(words, did)) return null
  return (
    <div className="gap-16">
      <Done>{words[did]}</Done>
    </div>
  )
}

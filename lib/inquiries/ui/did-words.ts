/** What is said after a form about an inquiry was carried out. */
export const inquiryDeeds: Readonly<Record<string, string>> = {
  'inquiry.opened': 'The inquiry is open. Add its members next.',
  'inquiry.changed': 'The particulars are changed.',
  'inquiry.closed': 'The inquiry is closed: its records are read-only from now on.',
  'inquiry.reopened': 'The inquiry is open again.',
  'membership.given': 'The member is added. The inquiry is in their list from now on.',
  'membership.changed': 'Role and side are changed; they hold from now on.',
  'membership.ended': 'The member is removed. What they did stays in the history.',
}

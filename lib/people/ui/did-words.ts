/** What is said after a form about accounts was carried out. */
export const accountDeeds: Readonly<Record<string, string>> = {
  'user.created': 'The account is made. Give its owner the password in person; nobody can read it here.',
  'user.changed': 'The account is changed.',
  'user.disabled': 'The account is disabled. All its sessions ended, and its tokens are refused.',
  'user.enabled': 'The account is enabled. Its owner can sign in again.',
  'user.password_set': 'The new password holds from now on.',
  'session.ended': 'The session ended.',
  'session.all_ended': 'All sessions ended.',
  'token.revoked': 'The token is revoked.',
}

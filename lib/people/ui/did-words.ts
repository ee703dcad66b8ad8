/** What is said after a form about accounts was carried out. */
export const accountDeeds: Readonly<Record<string, string>> = {
  'user.created': 'The account is made. Give its owner the password in person; nobody can read it here.',
  'user.changed': 'The account is changed.',
  'user.disabled': 'The account is disabled. All its sessions ended, and its API tokens are revoked.',
  'user.enabled': 'The account is enabled. Its owner can sign in again.',
  'user.password_set': 'The new password holds from now on. Sessions and API tokens from before it are at an end.',
  'session.ended': 'The session ended.',
  'session.all_ended': 'All sessions ended, and the API tokens are revoked.',
  'token.revoked': 'The token is revoked.',
}

import { askPassword, generatePassword } from '@/bin/ask-password'
import { command } from '@/bin/command'
import { withDatabase } from '@/bin/database'
import { commandLinePerson } from '@/lib/people/actor'
import { createPerson, setPassword } from '@/lib/people/commands'
import { counted } from '@/lib/words'

await command(
  {
    usage: 'npm run user -- create|password --email EMAIL [options]',
    about:
      'Makes an account (create), or sets a new password for one (password). The password is read from the terminal.',
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      admin: { type: 'boolean' },
      generate: { type: 'boolean' },
    },
    needs: ['email'],
    word: ['create', 'password'],
    meanings: {
      email: 'e-mail address of the account',
      name: 'name as it is to stand in the history (create)',
      admin: 'makes an administrator of the installation (create)',
      generate: 'makes a password and prints it, instead of asking for one',
    },
  },
  async ({ values: { email, name, admin, generate }, word }) => {
    const phrase = generate ? generatePassword() : await askPassword('Password (it is not shown)')
    await withDatabase(async () => {
      if (word === 'create') {
        await createPerson(commandLinePerson(), { email, name, password: phrase, isAdmin: admin === true })
        return console.log(`There is an account for ${email} now.`)
      }
      const { tokensRevoked } = await setPassword(commandLinePerson(), { email, password: phrase })
      const tokens = tokensRevoked ? `, and ${counted(tokensRevoked, 'API token')} revoked` : ''
      console.log(`The password of ${email} was set. All sessions of it are ended${tokens}.`)
    })
    if (generate) console.log(`Password: ${phrase}`)
  },
)

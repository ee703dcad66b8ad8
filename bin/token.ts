import { command } from '@/bin/command'
import { withDatabase } from '@/bin/database'
import { commandLinePerson } from '@/lib/people/actor'
import { makeTokenFor } from '@/lib/people/my-commands'

await command(
  {
    usage: 'npm run token -- --email EMAIL [options]',
    about: 'Makes an API token for an account and prints it, this one time. It can do what its owner can, at most.',
    options: {
      email: { type: 'string' },
      name: { type: 'string', default: 'made at the command line' },
      days: { type: 'string', default: '90' },
    },
    needs: ['email'],
    meanings: {
      email: 'e-mail address of its owner',
      name: 'what will use it',
      days: 'days until it runs out: 30, 90 (unless told otherwise) or 365',
    },
  },
  async ({ values }) => {
    const { token, expires } = await withDatabase(() => makeTokenFor(commandLinePerson(), values))
    console.error(`A token for ${values.email}, until ${expires.slice(0, 10)}. It is not shown again:`)
    console.log(token)
  },
)

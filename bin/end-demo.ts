import { join } from 'node:path'
import { askPassword, generatePassword } from '@/bin/ask-password'
import { command } from '@/bin/command'
import { confirmBy } from '@/bin/confirm'
import { withDatabase } from '@/bin/database'
import { besideDemo, endDemo } from '@/bin/demo/demo'
import { type Lock, lockHolder, takeLock } from '@/bin/lock.mjs'
import { config } from '@/lib/config'
import { sweepFiles } from '@/lib/files/sweep'
import { giveUpStore } from '@/lib/files/whose'
import { OperatorError } from '@/lib/operator-error'
import { commandLinePerson } from '@/lib/people/actor'
import { createPerson } from '@/lib/people/commands'
import { counted } from '@/lib/words'
import { demoSlugs } from '@/prisma/demo/load'

/** Keeps a server from starting on this data folder meanwhile. */
function lockServerOut(folder: string): Lock {
  const file = join(folder, 'server.lock')
  const lock = takeLock(file)
  if (lock) return lock
  const pid = lockHolder(file)?.pid
  throw new OperatorError(
    `The ledger is running (process ${pid}). Stop it first: press Ctrl-C where it was started, or run  kill ${pid}`,
  )
}

async function whatGoes(): Promise<string> {
  const beside = await besideDemo(demoSlugs)
  if (!beside) throw new OperatorError('There is no demonstration in this ledger. Nothing was changed.')
  const { accounts, inquiries } = beside
  const more = [
    accounts && counted(accounts, 'other account'),
    inquiries && counted(inquiries, 'other inquiry', 'other inquiries'),
  ]
  const also = more.filter(Boolean).join(' and ')
  return [
    'This takes away the demonstration, its accounts, its two inquiries, their history and their files, for good.',
    ...(also ? [`With it goes all else in this ledger: ${also}.`] : []),
  ].join('\n')
}

await command(
  {
    usage: 'npm run end-demo -- --email EMAIL --name NAME [options]',
    about:
      'Takes the demonstration away, and makes the first administrator of the empty ledger. The password is read from the terminal.',
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      generate: { type: 'boolean' },
      yes: { type: 'boolean' },
    },
    needs: ['email', 'name'],
    meanings: {
      email: 'e-mail address of the administrator',
      name: 'name as it is to stand in the history',
      generate: 'makes a password and prints it, instead of asking for one',
      yes: 'goes on without asking',
    },
  },
  async ({ values: { email, name, generate, yes } }) => {
    const { embedded, DATA_DIR } = config()
    if (!embedded) {
      throw new OperatorError(
        'DATABASE_URL is set: there is no demonstration on a database of your own. Nothing was changed.',
      )
    }
    const lock = lockServerOut(DATA_DIR)
    try {
      await withDatabase(async () => {
        const words = await whatGoes()
        if (!yes) await confirmBy('end', words)
        const password = generate
          ? generatePassword()
          : await askPassword('Password of the administrator (it is not shown)')
        await giveUpStore()
        await endDemo(DATA_DIR, async () => {
          await createPerson(commandLinePerson(), { email, name, password, isAdmin: true })
        })
        // Its files too: no record names them any more, and no server runs.
        await sweepFiles({ before: new Date() })
        console.log(`The demonstration is gone. There is an administrator, ${email}. Start with:  npm start`)
        if (generate) console.log(`Password: ${password}`)
      })
    } finally {
      lock.release()
    }
  },
)

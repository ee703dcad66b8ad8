import { command } from '@/bin/command'
import { withDatabase } from '@/bin/database'
import { config } from '@/lib/config'
import { db } from '@/lib/db'
import { type Bad, checkStored, measure } from '@/lib/files/fixity'
import { insistOnStore } from '@/lib/files/whose'
import { OperatorError } from '@/lib/operator-error'
import { commandLinePerson } from '@/lib/people/actor'
import { bytes, counted } from '@/lib/words'

const TELL_MS = 1_000

/** How far it is, on one line of a terminal; nothing where nobody watches. */
function progress(size: number): (done: number) => Promise<void> {
  let told = 0
  return async (done) => {
    if (!process.stderr.isTTY || Date.now() - told < TELL_MS) return
    told = Date.now()
    process.stderr.write(`\r${bytes(done)} of ${bytes(size)} `)
  }
}

const line = ({ item, revision, name, expected, found }: Bad) =>
  `${item}, revision ${revision}: ${name}\n  expected ${expected}\n  found    ${found}`

await command(
  {
    usage: 'npm run verify -- [--inquiry NAME]',
    about:
      'Hashes every stored file again and compares it with the hash that it had when it came. What is found is written down beside each file, as by ' +
      'the nightly check; files that fail are listed and can be opened no more. Works beside a running server and without one. Fails (exit code 1) ' +
      'when a file is missing or is not what came.',
    options: { inquiry: { type: 'string' } },
    meanings: { inquiry: 'only the files of this inquiry: its name in addresses, such as strike' },
  },
  ({ values }) =>
    withDatabase(async () => {
      const inquiry =
        values.inquiry === undefined ? null : await db().inquiry.findUnique({ where: { slug: values.inquiry } })
      if (values.inquiry !== undefined && !inquiry) throw new OperatorError(`There is no inquiry "${values.inquiry}".`)
      const scope = inquiry ? { inquiryId: inquiry.id } : {}
      const { files, size } = await measure(scope)
      console.log(`${counted(files, 'file')}, ${bytes(size)}, in ${config().DATA_DIR}`)
      await insistOnStore()
      const { bad } = await checkStored(scope, commandLinePerson(), progress(size))
      if (process.stderr.isTTY) process.stderr.write('\r')
      for (const one of bad) console.log(line(one))
      console.log(
        bad.length === 0
          ? 'Each is what came.'
          : `${counted(bad.length, 'file')} not what came. Restore from a backup, then run this again.`,
      )
      if (bad.length > 0) process.exitCode = 1
    }),
)

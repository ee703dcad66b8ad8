import { command } from '@/bin/command'
import { withDatabase } from '@/bin/database'

await command(
  {
    usage: 'npm run migrate',
    about: 'Brings the database to where this version of the program expects it. npm start does it by itself.',
    options: {},
  },
  () =>
    withDatabase(async ({ applied }) => {
      for (const name of applied) console.log(`Applied ${name}`)
      console.log(applied.length ? `${applied.length} applied.` : 'Nothing to do: the database is current.')
    }),
)

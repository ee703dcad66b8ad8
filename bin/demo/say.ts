import { people } from '@/prisma/demo/people'

/** The accounts of the demonstration, for the terminal. */
export function demoWords(passphrase: string): string {
  const accounts = Object.values(people).map(({ email, name }) => `  ${email.padEnd(31)} ${name}`)
  return [
    `Demonstration accounts, each with the password  ${passphrase}`,
    ...accounts,
    'To end the demonstration and begin:  npm run end-demo -- --email YOU@OFFICE --name "YOUR NAME"',
  ].join('\n')
}

import { z } from 'zod'
import { checkbox, choice, email, line, version } from '@/lib/fields'

/** Where the rules come from: NIST SP 800-63B-4, section 3.1.1.2. */
export const PASSWORD_MIN = 15
export const PASSWORD_MAX = 200

/** The rule in one line, for the hint beside a field. */
export const passwordHint = `At least ${PASSWORD_MIN} characters; a few words in a row do well. It needs no digits or signs.`

/** A password as a form sends it: whole and untrimmed; `format` keeps it out of what a refused form gives back. */
const password = (label: string) =>
  z
    .string({ error: `${label} is empty: type it.` })
    .min(1, `${label} is empty: type it.`)
    .max(4_000, `${label} is too long: use ${PASSWORD_MAX} characters at most.`)
    .meta({ title: label, format: 'password' })

const id = (label: string) =>
  z.uuid(`${label} is missing or wrong: open the page again and repeat it.`).meta({ title: label })
const name = line('Name', { max: 120, hint: 'write the name as it is to stand in the history' })

/** The e-mail is any line here, so that a mistyped one gets the same answer as an unknown one. */
export const signInInput = z.strictObject({
  email: line('E-mail address', { max: 254, hint: 'write the one of your account' }).transform((text) =>
    text.toLowerCase(),
  ),
  password: password('Password'),
  next: z.string().max(4_000).optional().meta({ title: 'Next page' }),
})

export const createPersonInput = z.strictObject({
  name,
  email: email('E-mail address'),
  password: password('First password'),
  isAdmin: checkbox('Administrator'),
})

export const changePersonInput = z.strictObject({
  userId: id('Person'),
  version,
  name,
  email: email('E-mail address'),
  isAdmin: checkbox('Administrator'),
})

export const personInput = z.strictObject({ userId: id('Person'), version })
export const setPasswordInput = z.strictObject({ email: email('E-mail address'), password: password('New password') })
export const endAllSessionsInput = z.strictObject({ userId: id('Person') })
export const endSessionInput = z.strictObject({ session: id('Session') })
export const noInput = z.strictObject({})

export const changeMyPasswordInput = z.strictObject({
  current: password('Present password'),
  password: password('New password'),
})

/** How many days a token may run. There is none without an end. */
const tokenDays = { 30: '30', 90: '90', 365: '365' } as const
const tokenFields = {
  name: line('Name', { max: 80, hint: 'write what will use it' }),
  days: choice(tokenDays, 'Days until it runs out'),
}
export const makeTokenInput = z.strictObject({ ...tokenFields, current: password('Present password') })
export const makeTokenForInput = z.strictObject({ email: email('E-mail address'), ...tokenFields })
export const revokeTokenInput = z.strictObject({ token: id('Token') })

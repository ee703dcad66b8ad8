import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/people/schema'
import { invalidField } from '@/lib/refusal'
import { counted } from '@/lib/words'

/** Argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. 2 is the library's `Algorithm.Argon2id`. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Throws a Refusal on `field` unless this may become a password. `about`: the e-mail and name it must not be made of. */
export function mustBeGoodPassword(field: string, text: string, about: string[]): void {
  const length = [...text.normalize('NFKC')].length
  if (length < PASSWORD_MIN) {
    throw invalidField(
      field,
      `This password has ${counted(length, 'character')}: use at least ${PASSWORD_MIN}, such as four or five words.`,
    )
  }
  if (length > PASSWORD_MAX)
    throw invalidField(field, `This password has ${length} characters: use ${PASSWORD_MAX} at most.`)
  if (isCommon(text, about)) {
    throw invalidField(
      field,
      'This password is easy to guess: it is made of repeated signs, a row of keys, common words, your name or the name of this system. Choose four or five words that have nothing to do with each other.',
    )
  }
}

/** What is kept of a password. */
export function hashPassword(text: string): Promise<string> {
  return hash(text.normalize('NFKC'), cost)
}

/** A hash of nobody's password, so that an unknown e-mail takes as long to refuse as a wrong password. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$bjRQ1VqmJTgpErjuh5fizQ$GoHuUqHKHBWAY591GatI3+at2Bf6f+uRuBjjjk2VFow'

/** Is this the password behind the hash? Without a hash it takes the same time, and says no. */
export async function passwordMatches(text: string, kept: string | undefined): Promise<boolean> {
  const right = await verify(kept ?? nobodysHash, text.normalize('NFKC'))
  return right && kept !== undefined
}

const commonParts = [
  ...[
    'password',
    'passphrase',
    'passwort',
    'letmein',
    'welcome',
    'iloveyou',
    'administrator',
    'admin',
    'login',
    'secret',
    'changeme',
    'default',
  ],
  ...[
    'monkey',
    'dragon',
    'football',
    'baseball',
    'sunshine',
    'princess',
    'superman',
    'trustno',
    'master',
    'whatever',
    'hello',
    'please',
  ],
  ...[
    'correcthorsebatterystaple',
    'thequickbrownfox',
    'jumpsoverthelazydog',
    'tobeornottobe',
    'supercalifragilisticexpialidocious',
    'loremipsum',
  ],
  ...[
    'oversight',
    'ledger',
    'committee',
    'congress',
    'senate',
    'inquiry',
    'january',
    'february',
    'monday',
    'summer',
    'winter',
  ],
]
const keyRows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
]
const runs = [...keyRows, ...keyRows.map((row) => [...row].reverse().join(''))]
const disguises: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Common when hardly anything is left after taking out what everybody would try first. */
function isCommon(text: string, about: string[]): boolean {
  const small = text.normalize('NFKC').toLowerCase()
  const own = about.flatMap((words) => words.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3)
  const parts = [...own, ...commonParts].sort((a, b) => b.length - a.length)
  const plain = [...small].map((sign) => disguises[sign] ?? sign).join('')
  return (
    new Set(small).size < 5 ||
    /^(.{1,8}?)\1+.{0,4}$/su.test(small) ||
    [small, plain].some((form) => leftOf(form, parts).length < 5)
  )
}

function leftOf(text: string, parts: string[]): string {
  let left = text.replace(/[^\p{L}\p{N}]/gu, '')
  for (const part of parts) left = left.replaceAll(part, '')
  return withoutRuns(left)
}

/** Takes out rows of four or more neighbouring keys, letters or digits. */
function withoutRuns(text: string): string {
  let left = ''
  for (let at = 0; at < text.length; ) {
    let length = 0
    while (at + length < text.length && runs.some((row) => row.includes(text.slice(at, at + length + 1)))) length++
    if (length < 4) left += text[at]
    at += length < 4 ? 1 : length
  }
  return left
}

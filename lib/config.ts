import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { OperatorError } from '@/lib/operator-error'

/** Every setting there is: the README's table is made from this list, and a test holds the two together. */
export const settings = [
  {
    name: 'PORT',
    default: '3000',
    meaning: 'Port to listen on. When it is not set and 3000 is taken, the next free one; 0 takes any free one.',
  },
  { name: 'HOST', default: '127.0.0.1', meaning: 'Address to listen on. Loopback unless you say otherwise.' },
  {
    name: 'APP_URL',
    default: 'http://localhost:PORT',
    meaning:
      'Address that people type, without a path. Links, cookies and the check of where a form came from rest on it.',
  },
  {
    name: 'DATA_DIR',
    default: './data',
    meaning: 'Folder of all that must be kept: the embedded database, files, generated secrets.',
  },
  {
    name: 'DATABASE_URL',
    default: 'not set',
    meaning: 'PostgreSQL 15 or newer. When it is not set, an embedded PostgreSQL 18 runs in `DATA_DIR/db`.',
  },
  {
    name: 'DATABASE_OWNER_URL',
    default: 'same as DATABASE_URL',
    meaning: 'Login that owns the tables and migrates, when it is another one than the login of the application.',
  },
  {
    name: 'NEXTAUTH_SECRET',
    default: 'generated, kept in DATA_DIR',
    meaning:
      'Key of the sign-in cookies, at least 32 characters. Several servers behind one address need the same one.',
  },
  {
    name: 'FIXITY_DAYS',
    default: '1',
    meaning:
      'Days after which every stored file is hashed again, by itself, at two in the morning on the clock of its inquiry. 0: only when somebody asks for it.',
  },
  {
    name: 'WORKERS',
    default: '1',
    meaning:
      'Workers that the server runs beside itself: 1, or 0 where others (`npm run worker`) work on the same database and the same files. Without any, jobs wait and nothing is swept.',
  },
  {
    name: 'IMPORT_DIR',
    default: 'DATA_DIR/import',
    meaning:
      'Folder from which volumes are imported where they lie on the server. Each inquiry has a folder in it, of its name in addresses (`strike`), and nothing else is read.',
  },
  {
    name: 'S3_BUCKET',
    default: 'not set',
    meaning: 'Bucket of an S3-compatible store that files are kept in, instead of `DATA_DIR/files`.',
  },
  {
    name: 'S3_ENDPOINT',
    default: 'not set',
    meaning: 'Address of that store, such as https://s3.example. Needed with S3_BUCKET.',
  },
  { name: 'S3_REGION', default: 'us-east-1', meaning: 'Region of the bucket, where its store knows regions.' },
  { name: 'S3_ACCESS_KEY_ID', default: 'not set', meaning: 'Name of the key to the bucket. Needed with S3_BUCKET.' },
  { name: 'S3_SECRET_ACCESS_KEY', default: 'not set', meaning: 'The key itself. Needed with S3_BUCKET.' },
  {
    name: 'TRUSTED_PROXIES',
    default: 'not set',
    meaning:
      'Addresses of reverse proxies on other machines (IP or range such as 10.0.0.0/8, with commas between). Only they, and a proxy on this machine, are believed who a request came from.',
  },
] as const

/** Settings as the program uses them. */
export type Config = {
  PORT: number
  HOST: string
  /** Origin, without a slash at the end. */
  APP_URL: string
  /** Absolute path. */
  DATA_DIR: string
  /** Undefined until the launcher has started the embedded database. */
  DATABASE_URL: string | undefined
  DATABASE_OWNER_URL: string | undefined
  /** Whether the database is the one that this program starts itself: only then is there a demo. */
  embedded: boolean
  /** 0: never by itself */
  FIXITY_DAYS: number
  /** That the server runs beside itself: one or none */
  WORKERS: number
  /** Absolute path. */
  IMPORT_DIR: string
  /** Where files are kept, when it is not a folder of this machine */
  BUCKET: { endpoint: string; bucket: string; region: string; keyId: string; secret: string } | null
  /** IP addresses and ranges. */
  TRUSTED_PROXIES: string[]
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is a whole number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65535, 'is a whole number from 0 to 65535')

const host = z
  .string()
  .refine(
    (value) => isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value),
    'is an IP address or a host name, without a port',
  )

const appUrl = z.string().transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username) {
    return url.origin
  }
  context.addIssue('is an http or https address without a path, such as https://ledger.example')
  return z.NEVER
})

const addresses = z.string().transform((value, context) => {
  const list = value.split(',').map((one) => one.trim())
  const wrong = list.some((one) => {
    const [address = '', bits, ...more] = one.split('/')
    const most = { 4: 32, 6: 128 }[isIP(address)]
    return !most || more.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  })
  if (!wrong) return list
  context.addIssue('is a list of IP addresses or ranges with commas between, such as 10.0.0.7, 192.168.4.0/24')
  return z.NEVER
})

const databaseUrl = z.string().refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : null
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== '' && url.pathname.length > 1
}, 'is an address such as postgresql://user:password@host:5432/database')

const environment = z.object({
  PORT: port.default(3000),
  HOST: host.default('127.0.0.1'),
  APP_URL: appUrl.optional(),
  DATA_DIR: z
    .string()
    .refine((value) => !value.includes('\0'), 'is a path')
    .default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'is too short: at least 32 characters').optional(),
  FIXITY_DAYS: z
    .string()
    .regex(/^\d{1,3}$/, 'is a whole number of days')
    .transform(Number)
    .default(1),
  WORKERS: z
    .string()
    .regex(/^[01]$/, 'is 1 or 0')
    .transform(Number)
    .default(1),
  IMPORT_DIR: z
    .string()
    .refine((value) => !value.includes('\0'), 'is a path')
    .optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is the name of a bucket: small letters, digits, dots and hyphens')
    .optional(),
  S3_ENDPOINT: appUrl.optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  TRUSTED_PROXIES: addresses.default([]),
})

/**
 * Reads the settings from the environment; an empty value counts as not set. Cheap, so that it is read where it is used.
 * @throws OperatorError that names each wrong setting; values are not repeated, since they may hold a password.
 */
export function config(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(settings.map(({ name }) => [name, env[name] || undefined]))
  const result = environment.safeParse(given)
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
    throw new OperatorError(`A setting is wrong: ${wrong.join(' ')} See "Configuration" in README.md.`)
  }
  const value = result.data
  if (value.DATABASE_OWNER_URL && !value.DATABASE_URL) {
    throw new OperatorError('A setting is missing: DATABASE_OWNER_URL is set, so DATABASE_URL has to be set too.')
  }
  return {
    PORT: value.PORT,
    HOST: value.HOST,
    APP_URL: value.APP_URL ?? `http://localhost:${value.PORT}`,
    DATA_DIR: resolve(value.DATA_DIR),
    DATABASE_URL: value.DATABASE_URL,
    DATABASE_OWNER_URL: value.DATABASE_OWNER_URL ?? value.DATABASE_URL,
    embedded: value.DATABASE_URL === undefined || env.LEDGER_EMBEDDED === '1',
    FIXITY_DAYS: value.FIXITY_DAYS,
    WORKERS: value.WORKERS,
    IMPORT_DIR: resolve(value.IMPORT_DIR ?? join(value.DATA_DIR, 'import')),
    BUCKET: bucketOf(value),
    TRUSTED_PROXIES: value.TRUSTED_PROXIES,
  }
}

function bucketOf(value: z.output<typeof environment>): Config['BUCKET'] {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region } = value
  const { S3_ACCESS_KEY_ID: keyId, S3_SECRET_ACCESS_KEY: secret } = value
  if (!bucket) return null
  if (endpoint && keyId && secret) return { endpoint, bucket, region, keyId, secret }
  throw new OperatorError(
    'A setting is missing: S3_BUCKET is set, so S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY have to be set too.',
  )
}

/** The settings as a Markdown table, as it stands in README.md. */
export function settingsTable(): string {
  const rows = settings.map((setting) => `| \`${setting.name}\` | \`${setting.default}\` | ${setting.meaning} |`)
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n')
}

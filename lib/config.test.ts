import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { config, settings, settingsTable } from '@/lib/config'
import { OperatorError } from '@/lib/operator-error'

describe('config', () => {
  test('has a default for everything', () => {
    expect(config({})).toEqual({
      PORT: 3000,
      HOST: '127.0.0.1',
      APP_URL: 'http://localhost:3000',
      DATA_DIR: resolve('data'),
      DATABASE_URL: undefined,
      DATABASE_OWNER_URL: undefined,
      embedded: true,
      FIXITY_DAYS: 1,
      WORKERS: 1,
      IMPORT_DIR: resolve('data/import'),
      BUCKET: null,
      TRUSTED_PROXIES: [],
    })
  })

  test('takes empty values as not set, and derives what depends on others', () => {
    const value = config({ PORT: '8080', HOST: '', APP_URL: '', DATABASE_URL: 'postgresql://a:b@db/ledger' })
    expect(value).toMatchObject({ HOST: '127.0.0.1', APP_URL: 'http://localhost:8080', embedded: false })
    expect(value.DATABASE_OWNER_URL).toBe('postgresql://a:b@db/ledger')
  })

  test('takes proxies as a list', () => {
    expect(config({ TRUSTED_PROXIES: '10.0.0.1, fd00::/8' }).TRUSTED_PROXIES).toEqual(['10.0.0.1', 'fd00::/8'])
  })

  test('takes a bucket with all that leads to it, or says what is missing', () => {
    const all = {
      ...{ S3_BUCKET: 'ledger', S3_ENDPOINT: 'https://s3.example/' },
      ...{ S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' },
    }
    expect(config(all).BUCKET).toEqual({
      ...{ bucket: 'ledger', endpoint: 'https://s3.example', region: 'us-east-1' },
      ...{ keyId: 'key', secret: 'secret' },
    })
    for (const name of ['S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']) {
      expect(() => config({ ...all, [name]: '' })).toThrow(name)
    }
    expect(config({ ...all, S3_BUCKET: '' }).BUCKET).toBeNull()
  })

  test('reduces APP_URL to its origin', () => {
    expect(config({ APP_URL: 'https://Ledger.example:443/' }).APP_URL).toBe('https://ledger.example')
  })

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '-1'],
    ['S3_BUCKET', 'Our files'],
    ['S3_ENDPOINT', 's3.example'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['WORKERS', '2'],
    ['WORKERS', 'none'],
    ['HOST', 'http://localhost'],
    ['HOST', '127.0.0.1:3000'],
    ['APP_URL', 'ledger.example'],
    ['APP_URL', 'ftp://ledger.example'],
    ['APP_URL', 'https://ledger.example/app'],
    ['APP_URL', 'https://ledger.example/?a=1'],
    ['DATA_DIR', 'a\0b'],
    ['DATABASE_URL', 'mysql://db/ledger'],
    ['DATABASE_URL', 'postgresql://db'],
    ['DATABASE_URL', 'ledger'],
    ['NEXTAUTH_SECRET', 'short'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.1,,10.0.0.2'],
    ['TRUSTED_PROXIES', '10.0.0.1/8/8'],
  ])('refuses %s=%j in words', (name, value) => {
    const attempt = () => config({ [name]: value })
    expect(attempt).toThrow(OperatorError)
    expect(attempt).toThrow(new RegExp(`setting is wrong: ${name} is `))
  })

  test('does not repeat a wrong value, which may hold a password', () => {
    expect(() => config({ DATABASE_URL: 'mysql://u:hunter2@db/x' })).not.toThrow(/hunter2/)
  })

  test('refuses an owner of a database without the database', () => {
    expect(() => config({ DATABASE_OWNER_URL: 'postgresql://a@b/c' })).toThrow(/DATABASE_URL has to be set too/)
  })
})

describe('settingsTable', () => {
  test('has a row for each setting', () => {
    expect(settingsTable().split('\n')).toHaveLength(settings.length + 2)
    for (const { name } of settings) expect(settingsTable()).toContain(`| \`${name}\` |`)
  })
})

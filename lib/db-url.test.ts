import { expect, test } from 'vitest'
import { appRole } from '@/lib/db-url'

test.each([
  ['a login of its own keeps its rights', 'postgres://app:x@db/ledger', 'postgres://owner:y@db/ledger', 'app', false],
  ['a single login steps down', 'postgres://owner:y@db/ledger', 'postgres://owner:y@db/ledger', 'ledger_app', true],
  ['no login named steps down', 'postgres://db/ledger', 'postgres://db/ledger', 'ledger_app', true],
  ['an odd name becomes a plain one', 'postgres://o@db/a%20b%22c', 'postgres://o@db/a%20b%22c', 'a_b_c_app', true],
  ['a login is decoded', 'postgres://a%40b@db/ledger', 'postgres://owner@db/ledger', 'a@b', false],
])('%s', (_, app, owner, role, stepDown) => {
  expect(appRole(app, owner)).toEqual({ role, stepDown })
})

test('a long name fits into what PostgreSQL keeps of it', () => {
  const url = `postgres://o@db/${'x'.repeat(63)}`
  expect(appRole(url, url).role).toHaveLength(63)
})

import { expect, test } from 'vitest'
import { believed, visitorAddress } from '@/lib/server/visitor'

test.each([
  ['nobody claims anything', '198.51.100.7', undefined, '198.51.100.7'],
  ['a stranger claims to be another', '198.51.100.7', '1.1.1.1', '198.51.100.7'],
  ['a stranger claims to come by this machine', '198.51.100.7', '127.0.0.1', '198.51.100.7'],
  ['a proxy here tells', '127.0.0.1', '198.51.100.7', '198.51.100.7'],
  ['a proxy here tells, over both families', '::ffff:127.0.0.1', '::ffff:198.51.100.7', '198.51.100.7'],
  ['a proxy here passes on what its client made up', '::1', '1.1.1.1, 198.51.100.7', '198.51.100.7'],
  ['a named proxy tells', '10.1.2.3', '198.51.100.7', '198.51.100.7'],
  ['two named proxies in a row', '10.1.2.3', '1.1.1.1, 198.51.100.7, fd00::5', '198.51.100.7'],
  ['a proxy speaks for itself', '10.1.2.3', undefined, '10.1.2.3'],
  ['a proxy tells nonsense', '10.1.2.3', '<script>', '10.1.2.3'],
  ['several headers', '127.0.0.1', ['1.1.1.1', '198.51.100.7'], '198.51.100.7'],
  ['the connection is gone', undefined, '1.1.1.1', ''],
])('%s', (_, peer, forwarded, address) => {
  expect(visitorAddress(peer, forwarded, believed(['10.0.0.0/8', 'fd00::5']))).toBe(address)
})

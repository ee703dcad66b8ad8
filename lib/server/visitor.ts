import { BlockList, isIP } from 'node:net'

/** Which peers are believed when they say whom they speak for: those on this machine, and those that the operator names. */
export function believed(proxies: string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const one of ['127.0.0.0/8', '::1', ...proxies]) {
    const [address = '', bits] = one.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** An IPv4 address that came over an IPv6 socket, as people write it. */
const plain = (address: string) => address.replace(/^::ffff:(?=[\d.]+$)/, '')

/**
 * Whom a request comes from: the peer itself, or, when that is a proxy that is believed, the nearest entry of X-Forwarded-For that is none.
 * What stands further left is only what the sender claims.
 *
 * @returns an IP address, '' when the connection is gone
 */
export function visitorAddress(
  peer: string | undefined,
  forwarded: string | string[] | undefined,
  isBelieved: (address: string) => boolean,
): string {
  let nearest = plain(peer ?? '')
  const claimed = [forwarded ?? []].flat().join(',').split(',').reverse()
  for (const entry of claimed) {
    const address = plain(entry.trim())
    if (!isBelieved(nearest) || isIP(address) === 0) break
    nearest = address
  }
  return nearest
}

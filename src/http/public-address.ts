import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** IANA's special-purpose registries: what is not somewhere on the public Internet. */
const specialV4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // behind a carrier's NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, and the clouds' metadata services
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
] as const

/** Of IPv6 only 2000::/3 is public; that leaves out loopback, link-local, unique local, multicast, mapped IPv4, NAT64. */
const specialV6 = [
  ['2001::', 23], // protocol assignments; Teredo carries an IPv4 address
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4 carries an IPv4 address
  ['3fff::', 20], // documentation
] as const

export type IsPublicAddress = (address: string) => boolean

/** Literal addresses only; a name is not an address and not public. */
export function publicAddresses(): IsPublicAddress {
  const special = new BlockList()
  for (const [network, prefix] of specialV4) special.addSubnet(network, prefix, 'ipv4')
  for (const [network, prefix] of specialV6) special.addSubnet(network, prefix, 'ipv6')
  const unicastV6 = new BlockList()
  unicastV6.addSubnet('2000::', 3, 'ipv6')
  return (address) => {
    // A zone (fe80::1%eth0) is for addresses of one link.
    if (address.includes('%')) return false
    switch (isIP(address)) {
      case 4:
        return !special.check(address, 'ipv4')
      case 6:
        return unicastV6.check(address, 'ipv6') && !special.check(address, 'ipv6')
      default:
        return false
    }
  }
}

export class NotPublicError extends Error {
  constructor() {
    super('the address is not a public one')
  }
}

/** Every address, in the order of the resolver. */
export type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * The lookup of the connection itself: what is checked is what is connected to, so a name that resolves differently a
 * moment later gains nothing. One address that is not public spoils the name.
 */
export function publicLookup(isPublic: IsPublicAddress, resolve: Resolve = dnsLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '')
        return
      }
      const [first] = addresses
      if (!first || !addresses.every(({ address }) => isPublic(address))) callback(new NotPublicError(), '')
      else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

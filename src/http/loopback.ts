import { isIP } from 'node:net'

/** This machine, as a URL's host or as an address: what is sent there crosses no network. */
export function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

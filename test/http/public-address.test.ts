import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from 'vitest'
import { publicAddresses, publicLookup, type Resolve } from '../../src/http/public-address.ts'

const isPublic = publicAddresses()

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  '2606:4700::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
])('%s is not public', (address) => expect(isPublic(address)).toBe(false))

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.1',
  '223.255.255.255',
  '2001:4860:4860::8888',
  '2404:6800::1',
  '2606:4700::1111',
])('%s is public', (address) => expect(isPublic(address)).toBe(true))

describe('the lookup', () => {
  const v4 = { address: '1.1.1.1', family: 4 }
  const v6 = { address: '2606:4700::1111', family: 6 }

  function look(addresses: LookupAddress[], all: boolean, error: NodeJS.ErrnoException | null = null) {
    const resolve: Resolve = (_hostname, _options, callback) => callback(error, addresses)
    return new Promise((settle) => {
      publicLookup(isPublic, resolve)('host', { all }, (...answer) => settle(answer))
    })
  }

  test('hands over all public addresses', async () => expect(await look([v4, v6], true)).toEqual([null, [v4, v6]]))

  test('hands over one where one is asked', async () =>
    expect(await look([v4, v6], false)).toEqual([null, '1.1.1.1', 4]))

  test('refuses a name with one address that is not public', async () => {
    const answer = await look([v4, { address: '10.0.0.1', family: 4 }], true)
    expect(answer).toEqual([expect.objectContaining({ message: 'the address is not a public one' }), ''])
  })

  test('refuses a name without addresses', async () => {
    expect(await look([], true)).toEqual([expect.objectContaining({ message: 'the address is not a public one' }), ''])
  })

  test("hands over the resolver's failure", async () => {
    const error = new Error('ENOTFOUND')
    expect(await look([], true, error)).toEqual([error, ''])
  })
})

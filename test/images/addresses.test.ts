import { expect, it } from 'vitest'
import { createImageAddresses, readAddress } from '../../src/images/addresses.ts'

const image = { fileName: 'JPOXMLDOC01-jpbibl-I000001.tif', bytes: Buffer.from('II*\0') }
const addresses = createImageAddresses({ account: 'office/1', publicUrl: '' })

it.each(['52300999101', null])('an address is read as it was made, document %s', (document) => {
  const url = addresses.urlOf('2020000101', document, image)
  expect(url).toMatch(/^\/images\/2020000101\/(?:52300999101|-)\/[\w-]{43}\/JPOXMLDOC01-jpbibl-I000001\.tif$/)
  expect(readAddress(url)).toEqual({ application: '2020000101', document, digest: addresses.digestOf(image) })
})

it('begins with the public URL', () => {
  const made = createImageAddresses({ account: 'office/1', publicUrl: 'https://x.example/jpo' })
  expect(made.urlOf('2020000101', null, image)).toMatch(/^https:\/\/x\.example\/jpo\/images\/2020000101\//)
})

it('is another for other bytes and for another account, and the same for the same', () => {
  const other = createImageAddresses({ account: 'office/2', publicUrl: '' })
  const digests = [
    addresses.digestOf(image),
    addresses.digestOf({ ...image, bytes: Buffer.from('II*\x01') }),
    other.digestOf(image),
  ]
  expect(new Set(digests).size).toBe(3)
  expect(addresses.digestOf({ ...image, fileName: 'b.tif' })).toBe(digests[0])
})

it('has a file name that stays in its place', () => {
  const url = addresses.urlOf('2020000101', null, { ...image, fileName: '../a b?c#"<d>.tif' })
  expect(url).toMatch(/\/\.\.%2Fa%20b%3Fc%23%22%3Cd%3E\.tif$/)
})

it.each([
  '/images',
  '/images/',
  '/images/2020000101/-/short/a.tif',
  `/images/202000010/-/${'a'.repeat(43)}/a.tif`,
  `/images/2020000101/523009991/${'a'.repeat(43)}/a.tif`,
  `/images/2020000101/-/${'a'.repeat(43)}/`,
  `/images/2020000101/-/${'a'.repeat(43)}/a.tif/b`,
  `/pictures/2020000101/-/${'a'.repeat(43)}/a.tif`,
])('%s is no address', (path) => {
  expect(readAddress(path)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { isLoopback } from '../../src/http/loopback.ts'

test.each(['localhost', '127.0.0.1', '127.255.255.254', '::1', '[::1]'])('%s is this machine', (hostname) => {
  expect(isLoopback(hostname)).toBe(true)
})

test.each([
  '',
  'example.com',
  '127.0.0.1.example.com',
  '127.example.com',
  'localhost.example.com',
  '126.0.0.1',
  '0.0.0.0',
  '::',
  '::2',
  '[::ffff:10.0.0.1]',
])('%o is not', (hostname) => {
  expect(isLoopback(hostname)).toBe(false)
})

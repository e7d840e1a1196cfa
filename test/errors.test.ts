import { expect, test } from 'vitest'
import { UpstreamContract, UpstreamUnavailable } from '../src/errors.ts'

test('a failure names an endpoint only where one failed', () => {
  expect(new UpstreamUnavailable('APP_PROGRESS', 'HTTP 500').extensions).toEqual({
    code: 'UPSTREAM_UNAVAILABLE',
    endpoint: 'APP_PROGRESS',
  })
  for (const where of ['the quota ledger', 'the token endpoint'])
    expect(new UpstreamUnavailable(where, 'HTTP 500').extensions).toEqual({ code: 'UPSTREAM_UNAVAILABLE' })
})

test('a sentence ends once, also where its reason has a full stop of its own', () => {
  expect(new UpstreamUnavailable('APP_PROGRESS', 'The end is missing.').message).toBe(
    'APP_PROGRESS gave no answer: The end is missing.',
  )
  expect(new UpstreamContract('APP_PROGRESS data', "Archive's end is truncated..").message).toBe(
    "The office's answer cannot be read at APP_PROGRESS data: Archive's end is truncated.",
  )
})

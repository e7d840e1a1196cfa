import { expect } from 'vitest'
import { BadUserInput } from '../../../../src/errors.ts'

/** A refusal shows what was given, says what is wrong with it, and what is accepted. */
export function expectRefused(parse: (input: string) => string, input: string, reason: string): void {
  expect(() => parse(input)).toThrow(BadUserInput)
  expect(() => parse(input)).toThrow(reason)
  expect(() => parse(input)).toThrow(JSON.stringify(input.slice(0, 40)).slice(0, -1))
  expect(() => parse(input)).toThrow(/\. Accepted are .+\.$/)
}

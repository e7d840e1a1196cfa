import { z } from 'zod'
import { isLoopback } from '../http/loopback.ts'

/** One variable of the environment: for the operator in words, for config.ts as a reader of its text. */
export interface Setting<Reads extends z.ZodType = z.ZodType> {
  /** As shown; '' where nothing is assumed. */
  readonly byDefault: string
  readonly meaning: string
  /** Its error says what is accepted, never what was given where that may be a secret. */
  readonly as: Reads
}

/** Keeps the type of what is read. */
export function setting<Reads extends z.ZodType>(it: Setting<Reads>): Setting<Reads> {
  return it
}

export function wholeNumber(from: number, to: number) {
  const message = `must be a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message)
}

/** on or off, as a truth. */
export function toggle() {
  return z.enum(['on', 'off'], { error: 'must be on or off' }).transform((word) => word === 'on')
}

/** HTTPS, or HTTP to this machine: a password goes there, or keys that are trusted come from there. */
export const secureUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (url && secure && !url.username && !url.password) return url
  context.addIssue('must be an https:// URL without user and password in it (http:// only on loopback)')
  return z.NEVER
})

import { z } from 'zod'

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

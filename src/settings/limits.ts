import { z } from 'zod'
import { defaultLimits, limitNames, type LimitName, type Limits, limitTable } from '../limits/limits.ts'
import { setting } from './setting.ts'

const limitList = z.string().transform((text, context): Limits => {
  const limits = { ...defaultLimits }
  const named = new Set<string>()
  for (const entry of text.split(',')) {
    const [, name = '', figure = ''] = /^\s*(\w+)\s*=\s*(\d{1,9})\s*$/.exec(entry) ?? []
    const mistake = mistakeIn(name, Number(figure)) ?? (named.has(name) ? `${name} stands there twice` : null)
    if (mistake !== null) {
      context.addIssue(
        `cannot be read at '${entry.trim()}': ${mistake}; accepted is a list such as depth=20,tokens=4000`,
      )
      return z.NEVER
    }
    named.add(name)
    limits[name as LimitName] = Number(figure)
  }
  return limits
})

function mistakeIn(name: string, figure: number): string | null {
  if (!Object.hasOwn(limitTable, name)) return `the limits are ${limitNames.join(', ')}`
  const { from, to } = limitTable[name as LimitName]
  return figure >= from && figure <= to ? null : `${name} is a whole number from ${from} to ${to}`
}

/** What a request may ask for. */
export const limitSettings = {
  LIMITS: setting({
    byDefault: '',
    meaning:
      'What one request may ask for: a list over the defaults such as depth=20,tokens=4000; the limits are in the table under Limits.',
    as: limitList.optional().transform((given) => given ?? defaultLimits),
  }),
}

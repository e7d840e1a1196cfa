import type { Language } from '../language.ts'
import { english, type Words } from './english.ts'
import { japanese } from './japanese.ts'

export type { Words } from './english.ts'
export { date, many, percent, timeOfDay } from './numbers.ts'

export const words: Readonly<Record<Language, Words>> = { ja: japanese, en: english }

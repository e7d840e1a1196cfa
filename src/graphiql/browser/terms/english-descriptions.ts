import { cell } from '../cell.ts'

/**
 * What the server says of the schema, by coordinate, where the page shows it in Japanese: there the office's terms stand out
 * of the English sentences. Empty where the page is in English.
 */
export const englishDescriptions = cell<ReadonlyMap<string, string>>(new Map())

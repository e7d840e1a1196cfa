import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Envelope, visit } from './visitor.ts'

/** Recorded answers of the real office are nobody's to copy: they are read where they lie, or not at all. */
const directory = process.env['SANDBOX_RECORDINGS'] ?? ''
const mustRun = process.env['CI'] === 'true'
if (directory === '' && !mustRun) {
  console.warn('Skipped: SANDBOX_RECORDINGS names no directory of recorded answers to compare the composed ones with.')
}

describe.skipIf(directory === '' && !mustRun)(
  'a composed answer has the keys of the recorded one, in its order:',
  () => {
    test('there are recordings', () => {
      expect(directory, 'SANDBOX_RECORDINGS must be set where CI is true').not.toBe('')
    })

    test.each([
      ['app_progress-2020123456.json', 'app_progress/2020000101'],
      ['app_progress_simple-2020123456.json', 'app_progress_simple/2020000101'],
      ['app_progress-9999999999.json', 'app_progress/9999999999'],
      ['divisional_app_info-2020123456.json', 'divisional_app_info/2020000101'],
      ['priority_right_app_info-2020123456.json', 'priority_right_app_info/2020000101'],
      ['applicant_attorney_cd-000003207.json', 'applicant_attorney_cd/900000101'],
      ['applicant_attorney-toyota.json', `applicant_attorney/${encodeURIComponent('架空電機株式会社')}`],
      ['case_number_reference-application-2020123456.json', 'case_number_reference/application/2020000101'],
      ['case_number_reference-publication-2020123456.json', 'case_number_reference/publication/2021000101'],
      // The recorded case cites patents only: so does this one, which the showcase does not.
      ['cite_doc_info-2020123456.json', 'cite_doc_info/2021000109'],
      ['registration_info-2020123456.json', 'registration_info/2020000101'],
    ])('%s', async (file, path) => {
      const recorded = JSON.parse(readFileSync(join(directory, file), 'utf8')) as { result: Envelope }
      const { get, sandbox } = await visit()
      const composed = JSON.parse(await (await get(path)).text()) as unknown
      expect(keys(composed)).toEqual(keys(recorded))
      expect(sandbox.calls).toHaveLength(1)
    })
  },
)

/** All paths of keys in the order in which they first appear, array places left out. */
function keys(value: unknown): string[] {
  return [...new Set(walk(value, ''))]
}

function walk(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => walk(item, `${path}[]`))
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`]
  return [path, ...Object.entries(value).flatMap(([key, item]) => walk(item, `${path}.${key}`))]
}

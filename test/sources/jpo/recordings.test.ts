import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readApplicantName, readApplicants } from '../../../src/sources/jpo/applicants.ts'
import { readCitations } from '../../../src/sources/jpo/citations.ts'
import { readEnvelope } from '../../../src/sources/jpo/envelope.ts'
import { readFamily } from '../../../src/sources/jpo/family.ts'
import { readNumberReference } from '../../../src/sources/jpo/number-reference.ts'
import { readPriorities } from '../../../src/sources/jpo/priorities.ts'
import { readProgress, readProgressSimple } from '../../../src/sources/jpo/progress.ts'
import { readRegistration } from '../../../src/sources/jpo/registration.ts'
import type { WireNotes } from '../../../src/sources/jpo/wire.ts'
import { nothingUnknown } from './wire-cases.ts'

/** By the name a recording begins with: path and key of its call, `app_progress-….json`. */
const readers: Record<string, (data: unknown, notes: WireNotes) => unknown> = {
  app_progress: readProgress,
  app_progress_simple: readProgressSimple,
  divisional_app_info: readFamily,
  priority_right_app_info: readPriorities,
  applicant_attorney_cd: readApplicantName,
  applicant_attorney: readApplicants,
  case_number_reference: readNumberReference,
  cite_doc_info: readCitations,
  registration_info: readRegistration,
}

const directory = process.env['SANDBOX_RECORDINGS'] ?? ''
const isThere = directory !== '' && existsSync(directory)
if (!isThere) console.info('Recorded answers are not read: SANDBOX_RECORDINGS names no directory with them.')

test('a CI run has the recordings', () => {
  if (process.env['CI'] === 'true') expect(isThere, 'SANDBOX_RECORDINGS must name a directory').toBe(true)
})

describe.runIf(isThere)('answers recorded from the office, or printed in its specification', () => {
  // Examples of the specification are filed with spec- before their name.
  const answers = (isThere ? readdirSync(directory) : [])
    .map((file) => ({ file, path: file.replace(/^spec-/, '').split('-')[0] ?? '' }))
    .filter(({ file, path }) => file.endsWith('.json') && Object.hasOwn(readers, path))

  test('every reader has one', () => {
    expect(new Set(answers.map(({ path }) => path))).toEqual(new Set(Object.keys(readers)))
  })

  test.each(answers)('$file is read, every key of it known', ({ file, path }) => {
    const envelope = readEnvelope(path, readFileSync(join(directory, file), 'utf8'))
    if (envelope.statusCode !== '100') {
      expect(envelope.message).not.toBe('')
      expect(envelope.data).toEqual({})
      return
    }
    const value = readers[path]?.(envelope.data, nothingUnknown)
    expect(envelope.remaining).toBeTypeOf('number')
    expect(value).toBeTruthy()
    expect(JSON.stringify(value)).not.toMatch(/"(?:\d{8}|)"/)
  })
})

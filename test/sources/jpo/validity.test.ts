import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Answer } from '../../../src/sources/jpo/answers.ts'
import type { Fact } from '../../../src/sources/jpo/choose.ts'
import type { Endpoint } from '../../../src/sources/jpo/endpoints.ts'
import { factKeys } from '../../../src/sources/jpo/facts.ts'
import { type Basics, type Progress, readProgress } from '../../../src/sources/jpo/progress.ts'
import { factValidUntil, validUntil } from '../../../src/sources/jpo/validity.ts'
import { answer as progressAnswer } from './progress-fixture.ts'
import { nothingUnknown } from './wire-cases.ts'

const noon = '2026-04-01T12:00:00+09:00'
const full = readProgress(progressAnswer, nothingUnknown)
const number = full.applicationNumber
const [model] = full.documents
const [member] = full.family.members
if (!model || !member) throw new Error('the fixture has documents and a family')

const open: Progress = {
  ...full,
  registrationNumber: null,
  registrationDate: null,
  expirationDate: null,
  extinguishmentDate: null,
  documents: [],
  hasTrial: false,
  family: { parent: null, members: [] },
}
const registered: Progress = {
  ...open,
  registrationNumber: '9900001',
  registrationDate: '2026-03-01',
  expirationDate: '2041-04-01',
}

const lapsed = (extinguishmentDate: string): Progress => ({ ...registered, extinguishmentDate })
const expired = (expirationDate: string): Progress => ({ ...registered, expirationDate })
const settled = (registrationDate: string): Progress => ({ ...registered, registrationDate })
const decided = (code: string, date: string | null): Progress => ({ ...open, documents: [{ ...model, code, date }] })
const withFamily = (
  progress: Progress,
  ...dates: [extinguished: string | null, expires: string | null][]
): Progress => ({
  ...progress,
  family: {
    parent: null,
    members: [
      { ...member, number },
      ...dates.map(([extinguishmentDate, expirationDate], index) => ({
        ...member,
        number: `201590000${index}`,
        extinguishmentDate,
        expirationDate,
      })),
    ],
  },
})

/** Until when, as a clock in Japan shows it to the millisecond. */
function shown(ms: number): string {
  return ms === Infinity ? 'for ever' : new Date(ms + 9 * 3_600_000).toISOString().replace('Z', '+09:00')
}

function until<E extends Endpoint>(endpoint: E, value: Answer<E>['value'], at = noon, fact?: Fact): string {
  const answer = { endpoint, key: number, statusCode: '100', message: '', retrievedAt: Date.parse(at), value }
  return shown(validUntil(answer as Answer<Endpoint>, fact))
}

const untilBasics = (value: Basics, at?: string) => until('APP_PROGRESS_SIMPLE', value, at)
const untilFamily = (value: Progress, at?: string) => until('APP_PROGRESS', value, at, 'family')
const untilFact = (key: string, value: unknown) => shown(factValidUntil(key, value, Date.parse(noon)))

const midnight = (day: string) => `${day}T00:00:00.000+09:00`
const tomorrow = midnight('2026-04-02')
const inAMonth = midnight('2026-05-01')
const inAYear = midnight('2027-04-01')

const numbers = {
  applicationNumber: number,
  publicationNumber: '2022900011',
  nationalPublicationNumber: null,
  registrationNumber: '9900001',
  internationalPublicationNumber: null,
}

/** What the table says, row by row: what is checked, what comes out, what should. */
const rows: Readonly<Record<string, readonly [what: string, is: string, should: string][]>> = {
  'a case that can still change': [
    ['pending', untilBasics(open), tomorrow],
    ['in force', untilBasics(registered), tomorrow],
    ['on the last day of its term', untilBasics(expired('2026-04-01')), tomorrow],
    ['granted, not registered', untilBasics(decided('A01', '2020-04-01')), tomorrow],
    ['refused twelve months ago less a day', untilBasics(decided('A02', '2025-04-02')), tomorrow],
    ['refused long ago, with an appeal', untilBasics({ ...decided('A02', '2015-04-02'), hasTrial: true }), tomorrow],
    ['to end tomorrow', untilBasics(lapsed('2026-04-02')), tomorrow],
    ['asked as the day ends', untilBasics(open, '2026-04-01T23:59:59.999+09:00'), tomorrow],
    ['asked as the day begins', untilBasics(open, '2026-04-02T00:00:00.000+09:00'), midnight('2026-04-03')],
    ['asked in a morning that is yesterday in London', untilBasics(open, '2026-04-01T08:59:59.999+09:00'), tomorrow],
  ],
  'a case that is over (`overSince`)': [
    ['lapsed today', untilBasics(lapsed('2026-04-01')), inAMonth],
    ['lapsed two years ago', untilBasics(lapsed('2024-04-01')), inAMonth],
    ['lapsed two years and a day ago', untilBasics(lapsed('2024-03-31')), inAYear],
    ['expired yesterday', untilBasics(expired('2026-03-31')), inAMonth],
    ['expired long ago', untilBasics(expired('2006-03-31')), inAYear],
    ['withdrawn', untilBasics(decided('A761', '2026-03-31')), inAMonth],
    ['abandoned long ago', untilBasics(decided('A762', '2020-03-31')), inAYear],
    ['withdrawn, nobody knows when', untilBasics(decided('A761', null)), inAMonth],
    ['refused twelve months ago', untilBasics(decided('A02', '2025-04-01')), inAMonth],
    ['refused three years ago', untilBasics(decided('A02', '2023-04-01')), inAMonth],
    ['refused three years and a day ago', untilBasics(decided('A02', '2023-03-31')), inAYear],
    [
      'its priorities',
      until('APP_PROGRESS', withFamily(lapsed('2020-01-01'), [null, null]), noon, 'priorities'),
      inAYear,
    ],
    ['its parent', until('APP_PROGRESS', withFamily(lapsed('2020-01-01'), [null, null]), noon, 'parent'), inAYear],
    ['asked as the day ends', untilBasics(lapsed('2026-04-01'), '2026-04-01T23:59:59.999+09:00'), inAMonth],
    [
      'asked as the day begins',
      untilBasics(lapsed('2026-04-01'), '2026-04-02T00:00:00.000+09:00'),
      midnight('2026-05-02'),
    ],
    ['two years pass at midnight', untilBasics(lapsed('2024-04-01'), '2026-04-01T23:59:59.999+09:00'), inAMonth],
    [
      'two years have passed',
      untilBasics(lapsed('2024-04-01'), '2026-04-02T00:00:00.000+09:00'),
      midnight('2027-04-02'),
    ],
  ],
  'its priorities and parent, once it has been registered for three months (`isSettled`)': [
    ['its priorities', until('APP_PROGRESS', settled('2025-12-31'), noon, 'priorities'), inAMonth],
    ['its parent', until('APP_PROGRESS', settled('2025-12-31'), noon, 'parent'), inAMonth],
    ['registered ninety days ago today', until('APP_PROGRESS', settled('2026-01-02'), noon, 'parent'), tomorrow],
    ['pending', until('APP_PROGRESS', open, noon, 'priorities'), tomorrow],
    [
      'of one that is long over',
      until('APP_PROGRESS', { ...settled('2019-01-01'), extinguishmentDate: '2020-01-01' }, noon, 'parent'),
      inAYear,
    ],
    ['an answer as a whole', until('APP_PROGRESS', settled('2019-01-01')), tomorrow],
    ['its basics', until('APP_PROGRESS', settled('2019-01-01'), noon, 'basics'), tomorrow],
  ],
  'its family': [
    ['of a case that is over and has none', untilFamily(lapsed('2026-01-01')), inAMonth],
    ['of a case that is settled and has none', untilFamily(settled('2019-01-01')), inAMonth],
    ['of a case that was registered lately and has none', untilFamily(registered), tomorrow],
    [
      'of a case that is settled and may lapse as a member',
      untilFamily(withFamily(settled('2019-01-01'), ['2020-01-01', null])),
      tomorrow,
    ],
    ['of a case that can still change', untilFamily(withFamily(registered, ['2020-01-01', null])), tomorrow],
    ['all others lapsed', untilFamily(withFamily(lapsed('2026-01-01'), ['2026-04-01', '2041-01-01'])), inAMonth],
    ['all others expired', untilFamily(withFamily(lapsed('2026-01-01'), [null, '2026-03-31'])), inAMonth],
    ['one on the last day of its term', untilFamily(withFamily(lapsed('2026-01-01'), [null, '2026-04-01'])), tomorrow],
    [
      'one of two in force',
      untilFamily(withFamily(lapsed('2026-01-01'), ['2020-01-01', null], [null, '2041-01-01'])),
      tomorrow,
    ],
    ['one never registered', untilFamily(withFamily(lapsed('2026-01-01'), [null, null])), tomorrow],
    ['as learnt by another member', untilFact(factKeys.family(number), []), tomorrow],
    [
      'an answer as a whole, with a living member',
      until('APP_PROGRESS', withFamily(lapsed('2026-01-01'), [null, null])),
      tomorrow,
    ],
  ],
  'its priorities, parent or family from PRIORITY_RIGHT_APP_INFO or DIVISIONAL_APP_INFO': [
    ['priorities', until('PRIORITY_RIGHT_APP_INFO', []), tomorrow],
    ['family', until('DIVISIONAL_APP_INFO', { parent: null, members: [] }), tomorrow],
  ],
  'its citations, register entry and documents': [
    ['citations', until('CITE_DOC_INFO', { patent: [], nonPatent: [] }), tomorrow],
    ['documents', until('APP_DOC_CONT_REFUSAL_REASON', []), tomorrow],
    ['when a paper was first listed', untilFact(factKeys.listed(number), {}), 'for ever'],
  ],
  'the application behind a published or registered number': [
    ['published', untilFact(factKeys.applicationOf('PUBLICATION', '2022900011'), number), 'for ever'],
    ['registered', untilFact(factKeys.applicationOf('REGISTRATION', '9900001'), number), 'for ever'],
  ],
  'the numbers of a case': [
    ['complete', until('CASE_NUMBER_REFERENCE', numbers), 'for ever'],
    [
      'complete by its 公表番号',
      until('CASE_NUMBER_REFERENCE', { ...numbers, publicationNumber: null, nationalPublicationNumber: '2022500011' }),
      'for ever',
    ],
    ['not registered', until('CASE_NUMBER_REFERENCE', { ...numbers, registrationNumber: null }), tomorrow],
    ['not published', until('CASE_NUMBER_REFERENCE', { ...numbers, publicationNumber: null }), tomorrow],
    ['learnt, complete', untilFact(factKeys.numbers(number), numbers), 'for ever'],
    ['learnt, not registered', untilFact(factKeys.numbers(number), { ...numbers, registrationNumber: null }), tomorrow],
  ],
  'names and codes of applicants': [
    ['a name by its code', until('APPLICANT_ATTORNEY_CD', '架空電機株式会社'), tomorrow],
    ['codes by a name', until('APPLICANT_ATTORNEY', []), tomorrow],
    ['as filed', untilFact(factKeys.nameAsFiled('900000011'), '架空電機株式会社'), tomorrow],
    ['on the register', untilFact(factKeys.registeredName('900000011'), '架空電機株式会社'), tomorrow],
  ],
  'that the office has nothing (107, 108), or serves nothing (111)': [
    ['no such case', until('APP_PROGRESS', null), tomorrow],
    ['no such number', until('CASE_NUMBER_REFERENCE', null), tomorrow],
    ['no document', until('APP_DOC_CONT_OPINION_AMENDMENT', null), tomorrow],
    ['no entry, asked as the day ends', until('REGISTRATION_INFO', null, '2026-04-01T23:59:59.999+09:00'), tomorrow],
  ],
}

/** Proven where bodies are asked for: test/queries/bodies-for-ever.test.ts. */
const elsewhere = ['the bytes of a document, by its number']

test.each(Object.entries(rows).flatMap(([row, checks]) => checks.map((check) => [row, ...check] as const)))(
  '%s: %s',
  (_row, _what, is, should) => {
    expect(is).toBe(should)
  },
)

/** The first two cells of each row of a Markdown table in a text. */
function tableIn(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.replace(/^ \* /, ''))
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim()),
    )
}

test('docs/validity.md has the table of the code, and each of its rows is tested', () => {
  const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
  const table = tableIn(read('docs/validity.md'))
  expect(tableIn(read('src/sources/jpo/validity.ts'))).toEqual(table)
  expect([...Object.keys(rows), ...elsewhere]).toEqual(table.map(([what]) => what))
})

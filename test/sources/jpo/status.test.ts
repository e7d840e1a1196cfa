import { describe, expect, test } from 'vitest'
import { type Basics, readProgressSimple } from '../../../src/sources/jpo/progress.ts'
import { applicationStatus, mayBeIncomplete, overSince } from '../../../src/sources/jpo/status.ts'
import { simpleAnswer } from './progress-fixture.ts'
import { nothingUnknown } from './wire-cases.ts'

const today = '2026-04-01'
const full = readProgressSimple(simpleAnswer, nothingUnknown)
const filed: Basics = {
  ...full,
  publication: null,
  registrationNumber: null,
  registrationDate: null,
  expirationDate: null,
  extinguishmentDate: null,
  documents: [],
}
const published: Basics = { ...filed, publication: full.publication }
const registered: Basics = { ...published, registrationNumber: '9900001', expirationDate: '2041-04-01' }

/** '2024-04-01 A02', in the order of the list; 'A02' alone has no date. */
function listing(...rows: string[]): Pick<Basics, 'documents'> {
  const [model] = full.documents
  if (!model) throw new Error('the fixture has documents')
  const documents = rows.map((row) => {
    const [code = '', date = null] = row.split(' ').reverse()
    return { ...model, code, date }
  })
  return { documents }
}

describe('the status of an application', () => {
  test.each<[string, Basics, string]>([
    ['filed', filed, 'PENDING'],
    ['published', published, 'PUBLISHED'],
    ['registered', registered, 'GRANTED'],
    ['registered, its term unknown', { ...registered, expirationDate: null }, 'GRANTED'],
    ['on the last day of its term', { ...registered, expirationDate: today }, 'GRANTED'],
    ['past its term', { ...registered, expirationDate: '2026-03-31' }, 'EXPIRED'],
    ['extinguished before its term', { ...registered, extinguishmentDate: '2025-04-01' }, 'LAPSED'],
    [
      'extinguished before a term that is past by now',
      { ...registered, expirationDate: '2026-03-31', extinguishmentDate: '2026-03-30' },
      'LAPSED',
    ],
    ['extinguished at its term', { ...registered, extinguishmentDate: '2041-04-01' }, 'EXPIRED'],
    ['extinguished after its term', { ...registered, extinguishmentDate: '2041-04-02' }, 'EXPIRED'],
    [
      'extinguished, its term unknown',
      { ...registered, expirationDate: null, extinguishmentDate: '2025-04-01' },
      'LAPSED',
    ],
    ['registered in spite of a refusal', { ...registered, ...listing('2024-04-01 A02') }, 'GRANTED'],
    ['a term past, but never registered', { ...published, expirationDate: '2026-03-31' }, 'PUBLISHED'],
    ['with an erasure code that nobody knows', { ...registered, erasureIdentifier: '77' }, 'GRANTED'],
  ])('%s', (_, basics, status) => {
    expect(applicationStatus(basics, today)).toBe(status)
  })

  test.each([
    ['refused', ['2024-04-01 A131', '2024-06-01 A02', '2024-07-01 A781'], 'REFUSED'],
    ['withdrawn', ['2024-04-01 A761'], 'WITHDRAWN'],
    ['abandoned', ['2024-04-01 A762'], 'ABANDONED'],
    ['granted and not yet registered', ['2024-04-01 A01'], 'PUBLISHED'],
    ['granted after a refusal', ['2024-04-01 A02', '2024-06-01 A01'], 'PUBLISHED'],
    ['withdrawn after a refusal', ['2024-04-01 A02', '2024-06-01 A761'], 'WITHDRAWN'],
    ['the later date decides, wherever it stands', ['2024-06-01 A02', '2024-04-01 A01'], 'REFUSED'],
    ['of one day the later row decides', ['2024-04-01 A01', '2024-04-01 A02'], 'REFUSED'],
    ['without dates too', ['A761', 'A762'], 'ABANDONED'],
    ['a date is later than none', ['2024-04-01 A762', 'A761'], 'ABANDONED'],
    ['a code that only begins alike', ['2024-04-01 A7611'], 'PUBLISHED'],
  ])('%s', (_, rows, status) => {
    expect(applicationStatus({ ...published, ...listing(...rows) }, today)).toBe(status)
  })

  test('a refusal under appeal leaves the case open; a withdrawal does not', () => {
    const appealed = { ...published, hasTrial: true }
    expect(applicationStatus({ ...appealed, ...listing('2024-04-01 A02') }, today)).toBe('PUBLISHED')
    expect(applicationStatus({ ...appealed, ...listing('2024-04-01 A02'), publication: null }, today)).toBe('PENDING')
    expect(applicationStatus({ ...appealed, ...listing('2024-04-01 A02', '2024-06-01 A761') }, today)).toBe('WITHDRAWN')
  })
})

describe('since when a case is over', () => {
  test.each<[string, Basics, string | null]>([
    ['pending', filed, null],
    ['in force', registered, null],
    ['in force, its term unknown', { ...registered, expirationDate: null }, null],
    ['on the last day of its term', { ...registered, expirationDate: today }, null],
    ['past its term', { ...registered, expirationDate: '2026-03-31' }, '2026-03-31'],
    ['extinguished', { ...registered, extinguishmentDate: '2025-04-01' }, '2025-04-01'],
    ['extinguished today', { ...registered, extinguishmentDate: today }, today],
    ['to be extinguished', { ...registered, extinguishmentDate: '2026-04-02' }, null],
    ['registered in spite of a refusal', { ...registered, ...listing('2020-04-01 A02') }, null],
    ['granted and not registered', { ...published, ...listing('2020-04-01 A01') }, null],
    ['withdrawn', { ...published, ...listing('2026-03-31 A761') }, '2026-03-31'],
    ['abandoned', { ...published, ...listing('2026-03-31 A762') }, '2026-03-31'],
    ['withdrawn under appeal', { ...published, ...listing('2026-03-31 A761'), hasTrial: true }, '2026-03-31'],
    ['withdrawn, nobody knows when', { ...published, ...listing('A761') }, today],
    ['refused twelve months ago', { ...published, ...listing('2025-04-01 A02') }, today],
    ['refused twelve months ago less a day', { ...published, ...listing('2025-04-02 A02') }, null],
    ['refused long ago', { ...published, ...listing('2020-02-29 A02') }, '2021-02-29'],
    ['refused, nobody knows when', { ...published, ...listing('A02') }, null],
    ['refused long ago, under appeal', { ...published, ...listing('2020-04-01 A02'), hasTrial: true }, null],
    ['refused again after a grant', { ...published, ...listing('2020-04-01 A01', '2024-04-01 A02') }, '2025-04-01'],
    ['granted after a refusal', { ...published, ...listing('2020-04-01 A02', '2024-04-01 A01') }, null],
  ])('%s', (_, basics, since) => {
    expect(overSince(basics, today)).toBe(since)
  })
})

test.each([
  ['2002900001', true],
  ['2003000001', true],
  ['2004000001', false],
  // An international application enters Japan up to 30 months after its filing date.
  ['2004500001', true],
  ['2005500001', true],
  ['2006500001', false],
])('%s may be incomplete: %s', (number, expected) => {
  expect(mayBeIncomplete(number)).toBe(expected)
})

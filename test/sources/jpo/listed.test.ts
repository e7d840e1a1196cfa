import { describe, expect, test } from 'vitest'
import {
  dependentFacts,
  type DependentFact,
  isDependent,
  listedSince,
  stillHolds,
} from '../../../src/sources/jpo/listed.ts'
import type { Answer } from '../../../src/sources/jpo/answers.ts'
import type { Endpoint } from '../../../src/sources/jpo/endpoints.ts'
import { type Basics, type ListedDocument, readProgressSimple } from '../../../src/sources/jpo/progress.ts'
import { simpleAnswer } from './progress-fixture.ts'
import { nothingUnknown } from './wire-cases.ts'

const full = readProgressSimple(simpleAnswer, nothingUnknown)
const [model] = full.documents
if (!model) throw new Error('the fixture has documents')

const day = 24 * 3_600_000
const minute = 60_000
const asked = Date.parse('2026-04-01T12:00:00+09:00')

/** '01 A131' by its group and code; the rest as given. */
function row(place: string, rest: Partial<ListedDocument> = {}): ListedDocument {
  const [group = '', code = ''] = place.split(' ')
  const number = rest.number === undefined ? `0612600000${code.length}` : rest.number
  return { ...model, group, code, separator: 'K', hasBody: true, date: '2026-03-20', ...rest, number } as ListedDocument
}

const listing = (...documents: ListedDocument[]): Basics => ({ ...full, documents })

function answer(value: unknown = [], retrievedAt = asked): Answer<Endpoint> {
  return {
    endpoint: 'CITE_DOC_INFO',
    key: full.applicationNumber,
    statusCode: '100',
    message: '',
    retrievedAt,
    value,
  } as Answer<Endpoint>
}

const register = answer({
  registrationNumber: full.registrationNumber,
  extinguishmentDate: full.extinguishmentDate,
  erasureIdentifier: full.erasureIdentifier,
})

const holds = (fact: DependentFact, basics: Basics, seen = {}) =>
  stillHolds(fact, fact === 'registration' ? register : answer(), basics, seen)

test('what a list of documents can confirm is all but what the progress itself tells', () => {
  expect([...dependentFacts].sort()).toEqual(['citations', 'decisions', 'filings', 'notices', 'registration'])
  expect(['basics', 'priorities', 'parent', 'family'].some((fact) => isDependent(fact as DependentFact))).toBe(false)
})

describe('a new row changes what it could change and nothing else', () => {
  test.each<[string, ListedDocument, readonly DependentFact[]]>([
    ['a notice', row('01 A131'), ['citations', 'notices']],
    ['a notice without a body', row('01 A131', { hasBody: false, separator: null }), ['citations']],
    ['a decision of refusal', row('01 A02'), ['citations', 'decisions']],
    ['a dismissal of an amendment', row('01 A502'), ['citations', 'decisions']],
    ['a grant', row('01 A01'), ['citations', 'decisions', 'registration']],
    ['a search report', row('01 A971007', { hasBody: false }), ['citations']],
    ['an opinion', row('01 A53'), ['filings']],
    ['an amendment', row('01 A523'), ['filings']],
    ['a corrected translation', row('01 A524'), ['filings']],
    ['a paid registration fee', row('01 A61', { number: null, hasBody: false }), ['registration']],
    ['a change of the applicant', row('01 A711', { hasBody: false }), ['registration']],
    ['a succession', row('01 A712', { hasBody: false }), ['registration']],
    ['a paid annuity', row('06 R20', { number: null, hasBody: false }), ['registration']],
    ['a paid annuity of another kind', row('06 R250', { number: null, hasBody: false }), ['registration']],
    ['a paper of an appeal', row('07 C60'), ['citations', 'registration']],
    ['a paper of a lawsuit', row('08 D10', { hasBody: false }), ['citations', 'registration']],
    ['a request for examination', row('01 A621'), []],
    ['a statement', row('01 A781'), []],
  ])('%s', (_, document, changed) => {
    const basics = listing(document)
    expect(dependentFacts.filter((fact) => !holds(fact, basics)).sort()).toEqual(changed)
    // Seen before the answers were asked for, it changes nothing.
    const seen = listedSince(basics, asked - day)
    expect(dependentFacts.filter((fact) => !holds(fact, basics, seen))).toEqual([])
  })
})

describe('an answer knew a row', () => {
  const basics = listing(row('01 A131'))
  const seenAt = (at: number) => listedSince(basics, at)
  test.each<[string, number, boolean]>([
    ['seen long before it', asked - 300 * day, true],
    ['seen in the same look', asked + 10 * minute, true],
    ['seen after the look', asked + 10 * minute + 1, false],
    ['seen the next day', asked + day, false],
  ])('%s: %s', (_, at, known) => {
    expect(stillHolds('notices', answer(), basics, seenAt(at))).toBe(known)
  })

  test('a look ends with the day of the office: after midnight its data are others', () => {
    const late = Date.parse('2026-04-01T23:55:00+09:00')
    const lookedAt = (at: number) => stillHolds('notices', answer([], late), basics, seenAt(at))
    expect(lookedAt(late + 5 * minute - 1)).toBe(true)
    expect(lookedAt(late + 5 * minute)).toBe(false)
  })

  test.each<[string, string | null, boolean]>([
    ['dated ninety days before and more', '2025-12-31', true],
    ['dated ninety days before and less', '2026-01-02', false],
    ['without a date', null, false],
  ])('never seen before, %s: %s', (_, date, known) => {
    expect(stillHolds('notices', answer(), listing(row('01 A131', { date })), {})).toBe(known)
  })
})

describe('when a row was first seen', () => {
  const basics = listing(row('01 A131'), row('01 A621'), row('06 R20', { number: null, hasBody: false }))

  test('only rows that could change something are kept, with the earliest moment', () => {
    const first = listedSince(basics, asked)
    expect(Object.values(first)).toEqual([asked, asked])
    expect(listedSince(basics, asked + day, first)).toEqual(first)
    expect(listedSince(basics, asked - day, first)).toEqual(listedSince(basics, asked - day))
  })

  test('a row that comes is of its own moment, one that goes is forgotten', () => {
    const first = listedSince(basics, asked)
    const more = listing(row('01 A131'), row('01 A131', { number: '06126000099' }))
    expect(Object.values(listedSince(more, asked + day, first))).toEqual([asked, asked + day])
  })

  test('annuities bear no number: their dates tell them apart; a body that comes later is news', () => {
    const paid = (date: string) => row('06 R20', { number: null, hasBody: false, date })
    const first = listedSince(listing(paid('2025-03-20')), asked - day)
    expect(holds('registration', listing(paid('2025-03-20'), paid('2026-03-20')), first)).toBe(false)
    const bodiless = listedSince(listing(row('01 A53', { hasBody: false })), asked - day)
    expect(holds('filings', listing(row('01 A53')), bodiless)).toBe(false)
  })
})

describe('a register entry holds while the progress says the same of the right', () => {
  test.each<[string, Partial<Basics>, boolean]>([
    ['nothing new', {}, true],
    ['its end', { extinguishmentDate: '2026-04-01' }, false],
    ['restored', { extinguishmentDate: null }, false],
    ['another 抹消識別', { erasureIdentifier: '01' }, false],
    ['another number', { registrationNumber: '9900002' }, false],
  ])('%s: %s', (_, news, same) => {
    expect(stillHolds('registration', register, { ...listing(), ...news }, {})).toBe(same)
  })

  test('"not registered" holds until there is a number', () => {
    const none = answer(null)
    const unregistered = { ...listing(), registrationNumber: null, extinguishmentDate: null, erasureIdentifier: null }
    expect(stillHolds('registration', none, unregistered, {})).toBe(true)
    expect(stillHolds('registration', none, { ...unregistered, registrationNumber: '9900001' }, {})).toBe(false)
  })
})

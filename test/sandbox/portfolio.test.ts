import { describe, expect, test } from 'vitest'
import { composedPortfolio, manyCases, type Portfolio, portfolioNotice } from '../../src/sandbox/portfolio/index.ts'
import { portfolioOffice } from '../../src/sandbox/portfolio-office.ts'
import type { Endpoint } from '../../src/sources/jpo/endpoints.ts'
import { manualClock } from './manual-clock.ts'

const clock = manualClock(0)

/** The year before the first of each era: 昭和, 平成, 令和 (api.md §8.4). */
const bases: Readonly<Record<string, number>> = { 3: 1925, 4: 1988, 5: 2018 }

describe.each<[string, Portfolio]>([
  ['composed', composedPortfolio],
  ['generated', manyCases(50)],
])('in the %s portfolio', (_, portfolio) => {
  const office = portfolioOffice(portfolio, clock)
  const numbers = portfolio.cases.map(({ number }) => number)
  const look = async (endpoint: Endpoint, key: string): Promise<unknown> => {
    const finding = await office.look(endpoint, key)
    return finding.kind === 'data' ? finding.data : undefined
  }
  const progressOf = async (number: string) => {
    const data = await look('APP_PROGRESS', number)
    if (!data) throw new Error(`${number} is not there`)
    return data as Progress
  }

  test('no two cases share a number of any kind, nor two documents', async () => {
    const all = await Promise.all(numbers.map(progressOf))
    const documents = all.flatMap(({ bibliographyInformation }) =>
      bibliographyInformation.flatMap(({ documentList }) => [...new Set(documentList.map((it) => it.documentNumber))]),
    )
    const own = documents.filter((number) => !/^(9{11}|B{11})$/.test(number))
    expect(repeated(own)).toEqual([])
    expect(own.filter((number) => !/^\d{11}$/.test(number))).toEqual([])
    expect(repeated(all.map((it) => it.applicationNumber))).toEqual([])
    expect(repeated(all.flatMap((it) => [it.ADPublicationNumber, it.ADNationalPublicationNumber]))).toEqual([])
    expect(repeated(all.map((it) => it.registrationNumber))).toEqual([])
  })

  test('the simple progress is the full one without priorities and family, in the same order', async () => {
    for (const number of numbers) {
      const { priorityRightInformation, parentApplicationInformation, divisionalApplicationInformation, ...rest } =
        await progressOf(number)
      expect(JSON.stringify(await look('APP_PROGRESS_SIMPLE', number))).toBe(JSON.stringify(rest))
      expect(await look('PRIORITY_RIGHT_APP_INFO', number)).toEqual({
        applicationNumber: number,
        priorityRightInformation,
      })
      expect(await look('DIVISIONAL_APP_INFO', number)).toEqual({
        applicationNumber: number,
        parentApplicationInformation,
        divisionalApplicationInformation,
      })
    }
  })

  test('every member of a family tells the same family, in agreement with its own progress', async () => {
    for (const number of numbers) {
      const { divisionalApplicationInformation: family } = await progressOf(number)
      for (const row of family) {
        const member = await progressOf(row.applicationNumber)
        expect(member.divisionalApplicationInformation).toEqual(family)
        const { divisionalGeneration, ...facts } = row
        expect(member).toMatchObject(facts)
        expect(divisionalGeneration === '0').toBe(!('parentApplicationNumber' in member.parentApplicationInformation))
      }
    }
  })

  test('number reference agrees with progress, by every number a case has', async () => {
    for (const number of numbers) {
      const it = await progressOf(number)
      const expected = {
        applicationNumber: number,
        publicationNumber: it.ADPublicationNumber,
        nationalPublicationNumber: it.ADNationalPublicationNumber,
        registrationNumber: it.registrationNumber,
        internationalPublicationNumber: it.internationalPublicationNumber,
      }
      const keys = [
        `application/${number}`,
        ...[it.ADPublicationNumber, it.ADNationalPublicationNumber].filter(Boolean).map((its) => `publication/${its}`),
        ...[it.registrationNumber].filter(Boolean).map((its) => `registration/${its}`),
      ]
      for (const key of keys) expect(await look('CASE_NUMBER_REFERENCE', key)).toEqual(expected)
    }
  })

  test('registration agrees with progress, and is there exactly when progress has one', async () => {
    for (const number of numbers) {
      const it = await progressOf(number)
      const { inventionTitle, filingDate, registrationNumber, registrationDate } = it
      const { erasureIdentifier, expireDate, disappearanceDate } = it
      const registered = await look('REGISTRATION_INFO', number)
      if (registrationNumber === '') expect(registered).toBeUndefined()
      else {
        expect(registered).toMatchObject({ inventionTitle, filingDate, registrationNumber, registrationDate })
        expect(registered).toMatchObject({ erasureIdentifier, expireDate, disappearanceDate })
      }
    }
  })

  test('era numbers are the western ones in another coat', async () => {
    for (const number of numbers) {
      const it = await progressOf(number)
      for (const [era, western] of [
        [it.publicationNumber, it.ADPublicationNumber],
        [it.nationalPublicationNumber, it.ADNationalPublicationNumber],
      ] as const) {
        const year = (bases[era.charAt(0)] ?? NaN) + Number(era.slice(1, 3))
        if (western !== '') expect(`${year}${era.slice(3)}`).toBe(western)
      }
    }
  })

  test('every name has its codes and every code its name', async () => {
    for (const number of numbers) {
      for (const { applicantAttorneyCd: code, name } of (await progressOf(number)).applicantAttorney) {
        if (code === '') continue
        expect(await look('APPLICANT_ATTORNEY_CD', code)).toEqual({ applicantAttorneyName: name })
        expect(await look('APPLICANT_ATTORNEY', name)).toMatchObject({
          applicantAttorney: expect.arrayContaining([{ applicantAttorneyCd: code, name }]) as unknown,
        })
      }
    }
  })

  test('the rows of a document list go by date, and only undelivered ones lack a body', async () => {
    for (const number of numbers) {
      for (const { documentList } of (await progressOf(number)).bibliographyInformation) {
        const dates = documentList.map(({ legalDate }) => legalDate)
        expect(dates).toEqual(dates.toSorted())
        for (const row of documentList) {
          const empty = row.availabilityFlag === '0'
          expect([row.versionNumber, row.documentSeparator === ' ', row.sizeOfDocument === '0']).toEqual([
            empty ? '0000' : '0001',
            empty,
            empty,
          ])
        }
      }
    }
  })
})

describe('the citations of the composed portfolio', () => {
  const publishedOn = new Map(
    composedPortfolio.cases.flatMap(({ publication, nationalPublication }) =>
      [publication, nationalPublication].flatMap((it) => (it ? [[it.number, it.date] as const] : [])),
    ),
  )

  test('lead into it, out of it, abroad and before 平成', async () => {
    const finding = await portfolioOffice(composedPortfolio, clock).look('CITE_DOC_INFO', '2020000101')
    if (finding.kind !== 'data') throw new Error('no citations')
    const { patentDoc } = finding.data as { patentDoc: { documentNumber: string; citationType: string }[] }
    const asked = patentDoc.map(({ documentNumber }) => westernOf(documentNumber))
    expect(asked.slice(0, 7).map((it) => publishedOn.has(it))).toEqual([true, true, false, false, false, true, false])
    expect(new Set(patentDoc.map(({ citationType }) => citationType))).toEqual(new Set(['19', '89', '31']))
    expect(asked).toEqual(expect.arrayContaining(['1985999033', 'WOA 2018999055']))
  })

  test('were published before the earliest date of the case that they stand against', () => {
    const tooLate = composedPortfolio.cases.flatMap(({ number, filingDate, priorities = [], history = [] }) => {
      const earliest = [filingDate, ...priorities.map(({ date }) => date)].toSorted()[0] ?? ''
      return history
        .flatMap((document) =>
          document.kind === 'notice' ? [document.cites ?? [], document.searched ?? []].flat() : [],
        )
        .flatMap((cited) => (cited.kind === 'patent' ? [westernOf(cited.documentNumber)] : []))
        .filter((cited) => (publishedOn.get(cited) ?? '') >= earliest)
        .map((cited) => `${number} cites ${cited}`)
    })
    expect(tooLate).toEqual([])
  })

  function westernOf(documentNumber: string): string {
    const [, era = '', year, serial = ''] = /^JPA (\d)(\d\d)(\d{6})$/.exec(documentNumber) ?? []
    const base = bases[era]
    return base === undefined ? documentNumber : `${base + Number(year)}${serial}`
  }
})

test('a portfolio that contradicts itself is refused when it is given', () => {
  const [first] = manyCases(1).cases
  if (!first) throw new Error('no case')
  expect(() => portfolioOffice({ cases: [first, first] }, clock)).toThrow(
    'The portfolio has two cases with application number 2021000001.',
  )
  expect(() => portfolioOffice({ cases: [{ ...first, parent: '2001000001' }] }, clock)).toThrow(
    '2001000001, the parent of 2021000001, is not in the portfolio.',
  )
  expect(() => manyCases(10_000)).toThrow('at most 9999 cases')
})

test('nobody real is meant', () => {
  expect(portfolioNotice).toMatchObject({ ja: expect.stringContaining('架空') as string })
  const people = composedPortfolio.cases.flatMap(({ applicants, agents = [] }) => [...applicants, ...agents])
  const named = /架空|見本|代理|雛形|カクウ/
  expect(people.filter(({ name }) => !named.test(name))).toEqual([])
})

function repeated(values: readonly string[]): string[] {
  const present = values.filter((value) => value !== '')
  return present.filter((value, i) => present.indexOf(value) !== i)
}

interface Progress {
  readonly applicationNumber: string
  readonly inventionTitle: string
  readonly applicantAttorney: readonly { readonly applicantAttorneyCd: string; readonly name: string }[]
  readonly filingDate: string
  readonly publicationNumber: string
  readonly ADPublicationNumber: string
  readonly nationalPublicationNumber: string
  readonly ADNationalPublicationNumber: string
  readonly registrationNumber: string
  readonly registrationDate: string
  readonly internationalPublicationNumber: string
  readonly erasureIdentifier: string
  readonly expireDate: string
  readonly disappearanceDate: string
  readonly priorityRightInformation: unknown
  readonly parentApplicationInformation: object
  readonly divisionalApplicationInformation: readonly {
    readonly applicationNumber: string
    readonly divisionalGeneration: string
  }[]
  readonly bibliographyInformation: readonly {
    readonly documentList: readonly {
      readonly legalDate: string
      readonly availabilityFlag: string
      readonly documentNumber: string
      readonly versionNumber: string
      readonly documentSeparator: string
      readonly sizeOfDocument: string
    }[]
  }[]
}

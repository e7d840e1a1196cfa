import { plusDays } from '../era.ts'
import { laidOpen } from './cited.ts'
import { examinationRequested, filed } from './filings.ts'
import { chemical, electric, firstAgent, motor, secondAgent, university } from './people.ts'
import type { Person, Portfolio, PortfolioCase } from './types.ts'

const applicants: readonly Person[] = [electric, chemical, motor, university]

/**
 * A portfolio of `count` cases 2021000001, 2021000002, … for tests and measurements. Each cites the publications of the
 * one before and the one after, claims the priority of the one before (save the first of ten), and was examined in the
 * same way; two of three are registered.
 */
export function manyCases(count: number): Portfolio {
  if (count > 9_999) throw new RangeError('Document numbers hold four digits of the serial: at most 9999 cases.')
  return { cases: Array.from({ length: count }, (_, i) => generated(i + 1, count)) }
}

function generated(order: number, count: number): PortfolioCase {
  const serial = serialOf(order)
  const granted = order % 3 !== 0
  const cites = [order - 1, order + 1].filter((other) => other >= 1 && other <= count).map(publicationOf)
  const filingDate = plusDays('20210104', order % 300)
  return {
    number: `2021${serial}`,
    title: `見本装置その${order}`,
    applicants: [applicants[order % 4] ?? electric, applicants[(order + 1) % 4] ?? chemical],
    agents: [order % 2 === 0 ? firstAgent : secondAgent],
    filingDate,
    publication: { number: `2022${serial}`, date: plusDays(filingDate, 547) },
    priorities:
      order % 10 === 1
        ? []
        : [{ kind: 'domestic', number: `2021${serialOf(order - 1)}`, date: plusDays(filingDate, -90) }],
    history: [
      filed(filingDate),
      examinationRequested(plusDays(filingDate, 200)),
      {
        kind: 'notice',
        drafted: '20230912',
        dispatched: '20230919',
        grounds: [{ article: '進歩性', claims: '１', cited: '１', remark: '引用文献１に記載されています。' }],
        cites,
      },
      { kind: 'opinion', date: '20231114', lines: ['　引用文献１とは構成が異なります。'] },
      {
        kind: 'amendment',
        date: '20231114',
        changes: [{ item: 'claim', claim: 1, text: '　<u>見本部</u>を備える見本装置。' }],
      },
      granted
        ? { kind: 'grant', drafted: '20240206', dispatched: '20240213', references: cites }
        : { kind: 'refusal', drafted: '20240206', dispatched: '20240213', remark: '理由１は解消していません。', cites },
    ],
    ...(granted
      ? {
          registration: { number: `78${serial.slice(1)}`, date: '20240312', claims: 1, nextAnnuityDueDate: '20270312' },
        }
      : {}),
  }
}

const serialOf = (order: number) => String(order).padStart(6, '0')

const publicationOf = (order: number) => laidOpen(`2022${serialOf(order)}`)

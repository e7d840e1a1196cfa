import { expect, test } from 'vitest'
import type { Basics } from '../../../src/sources/jpo/progress.ts'
import { type TimelineDocument, timelineKinds, timelineOf } from '../../../src/sources/jpo/timeline.ts'

const nothing: Basics = {
  applicationNumber: '2020999001',
  inventionTitle: null,
  applicants: [],
  agents: [],
  filingDate: null,
  publication: null,
  internationalApplicationNumber: null,
  internationalPublicationNumber: null,
  internationalPublicationDate: null,
  registrationNumber: null,
  registrationDate: null,
  expirationDate: null,
  extinguishmentDate: null,
  erasureIdentifier: null,
  documents: [],
  hasTrial: false,
}

function row(date: string | null, code: string, name: string, more: Partial<TimelineDocument> = {}): TimelineDocument {
  return { date, code, name, group: '01', separator: 'S', ...more }
}

function told(basics: Partial<Basics>, documents: TimelineDocument[]) {
  return timelineOf({ ...nothing, ...basics }, documents, null).map(
    ({ date, kind, label, document }) => `${date} ${kind} ${label}${document ? ' ＊' : ''}`,
  )
}

test('events come by date, those of one day in the order of a case', () => {
  expect(
    told({ filingDate: '2020-01-20', publication: { kind: 'PUBLICATION', number: '2021000001', date: '2021-07-01' } }, [
      row('2020-01-20', 'A621', '出願審査請求書'),
      row('2020-01-20', 'A63', '明細書', { separator: 'M' }),
      row('2020-01-20', 'A63', '特許願'),
      row('2021-07-01', 'A131', '拒絶理由通知書', { separator: 'K' }),
      row('2021-09-01', 'A523', '手続補正書（自発・内容）'),
      row('2021-09-01', 'A523', '添付書類', { separator: 'T' }),
      row('2021-09-01', 'A53', '意見書'),
    ]),
  ).toEqual([
    '2020-01-20 FILED 出願 ＊',
    '2020-01-20 EXAMINATION_REQUESTED 出願審査請求書 ＊',
    '2021-07-01 PUBLISHED 公開',
    '2021-07-01 NOTICE 拒絶理由通知書 ＊',
    '2021-09-01 OPINION 意見書 ＊',
    '2021-09-01 AMENDMENT 手続補正書（自発・内容） ＊',
  ])
})

test('the register repeats the grant, and adds the annuities only', () => {
  expect(
    told({ registrationDate: '2022-05-01' }, [
      row('2022-04-01', 'A01', '特許査定', { separator: 'K' }),
      row('2022-04-20', 'A61', '登録料納付', { separator: null }),
      row('2022-04-01', 'A01', '特許査定', { group: '06', separator: null }),
      row('2022-04-20', 'R100', '特許料納付書', { group: '06', separator: null }),
      row('2022-05-15', 'R150', '特許証', { group: '06', separator: null }),
      row('2025-04-30', 'R20', '年金納付書', { group: '06', separator: null }),
    ]),
  ).toEqual([
    '2022-04-01 GRANT_DECIDED 特許査定 ＊',
    '2022-04-20 REGISTRATION_FEE_PAID 登録料納付 ＊',
    '2022-05-01 REGISTERED 登録',
    '2025-04-30 ANNUITY_PAID 年金納付書 ＊',
  ])
})

test('of a trial every paper is an event', () => {
  expect(
    told({}, [
      row('2022-06-01', 'C60', '審判請求書', { group: '07' }),
      row('2022-09-01', 'C22', '審判官指定（変更）通知', { group: '07', separator: null }),
      row('2022-10-01', 'A913', '前置報告書', { separator: 'C' }),
      row('2023-01-01', 'C16', '異議の決定', { group: '07' }),
    ]),
  ).toEqual([
    '2022-06-01 TRIAL_REQUESTED 審判請求書 ＊',
    '2022-09-01 TRIAL 審判官指定（変更）通知 ＊',
    '2023-01-01 TRIAL_DECIDED 異議の決定 ＊',
  ])
})

test('what has no date is left out', () => {
  expect(told({}, [row(null, 'A131', '拒絶理由通知書')])).toEqual([])
})

test('every amendment is one, and no other paper', () => {
  const codes = ['A51', 'A521', 'A523', 'A524', 'A525', 'A5210', 'A5212', 'A53', 'A5213', 'A52', 'A59']
  const kinds = codes.map((code) => timelineOf(nothing, [row('2022-01-01', code, code)], null)[0]?.kind ?? '-')
  expect(kinds.join(' ')).toBe(`${'AMENDMENT '.repeat(7)}OPINION - - -`)
})

test('公表 is called so; the next annuity is due while the right lives', () => {
  const registration = {
    applicationNumber: '2020999001',
    filingDate: null,
    registrationNumber: '7999001',
    registrationDate: null,
    decisionDate: null,
    appealDecisionDate: '2022-03-29',
    rightHolders: [],
    inventionTitle: null,
    claimCount: null,
    expirationDate: null,
    nextAnnuityDueDate: '2027-05-01',
    lastAnnuityYear: 5,
    erasureIdentifier: '00',
    extinguishmentDate: null,
    updatedOn: null,
  }
  const publication = { kind: 'NATIONAL_PUBLICATION', number: '2021500001', date: '2021-07-01' } as const
  const labels = (basics: Partial<Basics>) =>
    timelineOf({ ...nothing, publication, ...basics }, [], registration).map(({ label }) => label)
  expect(labels({})).toEqual(['公表', '審決', '次期年金納付期限'])
  expect(labels({ extinguishmentDate: '2026-05-01' })).toEqual(['公表', '審決', '本権利消滅'])
})

test('every kind has a label in both languages', () => {
  for (const [label, labelEn] of Object.values(timelineKinds)) {
    expect(label).toMatch(/^[一-龠・の]+$/)
    expect(labelEn).toMatch(/^[A-Z][a-z ]+$/)
  }
})

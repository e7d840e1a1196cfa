import { plusDays, plusYears } from '../src/sandbox/era.ts'
import { laidOpen } from '../src/sandbox/portfolio/cited.ts'
import { examinationRequested, withdrawn } from '../src/sandbox/portfolio/filings.ts'
import type { FileDocument } from '../src/sandbox/portfolio/document-types.ts'
import type { PortfolioCase } from '../src/sandbox/portfolio/types.ts'
import type { Random } from './random.ts'

/** What happens next in a case's life, on a date (YYYYMMDD). */
export type Step = (subject: PortfolioCase, date: string) => PortfolioCase

/** The next step of a case before its decision; undefined once nothing more is to come. */
export function nextStep({ publication, registration, history = [] }: PortfolioCase, random: Random): Step | undefined {
  if (registration) return undefined
  if (!publication) return publish
  const last = history.at(-1)
  switch (last?.kind) {
    case 'application':
      return requestExamination
    case 'entry':
      return last.code === 'A621' ? notify(random) : undefined
    case 'notice':
      return reply
    case 'amendment':
      return decide(random)
    case 'grant':
      return register
    default:
      return undefined
  }
}

/** Neither granted nor refused nor withdrawn. */
export function isUndecided({ history = [] }: PortfolioCase): boolean {
  const last = history.at(-1)
  return last?.kind !== 'grant' && last?.kind !== 'refusal' && !(last?.kind === 'entry' && last.code === 'A761')
}

function decide(random: Random): Step {
  const drawn = random.next()
  if (drawn < 0.4) return notify(random)
  if (drawn < 0.85) return grant
  return drawn < 0.96 ? refuse : withdraw
}

function adding(...documents: readonly FileDocument[]) {
  return (subject: PortfolioCase): PortfolioCase => ({
    ...subject,
    history: [...(subject.history ?? []), ...documents],
  })
}

export const publish: Step = (subject, date) => ({
  ...subject,
  publication: { number: `${date.slice(0, 4)}${subject.number.slice(4)}`, date },
})

export const requestExamination: Step = (subject, date) => adding(examinationRequested(date))(subject)

/** 拒絶理由通知, a week after its drafting. */
function notify(random: Random): Step {
  const cites = [random.below(300_000), random.below(300_000)].map((serial) =>
    laidOpen(`2015${String(serial + 1).padStart(6, '0')}`),
  )
  return (subject, date) =>
    adding({
      kind: 'notice',
      drafted: plusDays(date, -7),
      dispatched: date,
      grounds: [{ article: '進歩性', claims: '１', cited: '１', remark: '引用文献１に記載されています。' }],
      cites,
    })(subject)
}

const reply: Step = (subject, date) =>
  adding(
    { kind: 'opinion', date, lines: ['　引用文献１とは構成が異なります。'] },
    { kind: 'amendment', date, changes: [{ item: 'claim', claim: 1, text: '　<u>見本部</u>を備える見本装置。' }] },
  )(subject)

export const grant: Step = (subject, date) =>
  adding({
    kind: 'grant',
    drafted: plusDays(date, -7),
    dispatched: date,
    references: (subject.history ?? []).flatMap((document) =>
      document.kind === 'notice' ? (document.cites ?? []) : [],
    ),
  })(subject)

export const refuse: Step = (subject, date) =>
  adding({ kind: 'refusal', drafted: plusDays(date, -7), dispatched: date, remark: '理由１は解消していません。' })(
    subject,
  )

const withdraw: Step = (subject, date) => adding(withdrawn(date))(subject)

/** 設定登録: three years are paid at once. */
export const register: Step = (subject, date) => ({
  ...subject,
  registration: {
    number: `7${subject.number.slice(4)}`,
    date,
    claims: 5,
    lastPaidYear: 3,
    nextAnnuityDueDate: yearsAfter(date, 3),
  },
})

/** 年金納付. */
export const payAnnuity: Step = (subject, date) => {
  const { registration } = subject
  if (!registration) return subject
  return {
    ...subject,
    registration: {
      ...registration,
      annuitiesPaidOn: [...(registration.annuitiesPaidOn ?? []), date],
      lastPaidYear: (registration.lastPaidYear ?? 3) + 1,
      nextAnnuityDueDate: yearsAfter(registration.nextAnnuityDueDate ?? date, 1),
    },
  }
}

/** 年金不納: erasure identifier 01. */
export const lapse: Step = (subject, date) => {
  const { registration } = subject
  if (!registration) return subject
  return { ...subject, registration: { ...registration, nextAnnuityDueDate: '', erasure: '01', extinguishedOn: date } }
}

/** Of the 29th of February, the first of March. */
function yearsAfter(date: string, years: number): string {
  return plusDays(plusYears(date, years), 0)
}

import type { Basics } from './progress.ts'
import type { Registration } from './registration.ts'
import type { LocalDate } from './wire.ts'

/** What happens to a case, in the order in which the events of one day are told. */
export const timelineKinds = {
  FILED: ['出願', 'Filed'],
  NATIONAL_PHASE_ENTERED: ['国内移行', 'Entered the national phase'],
  EXAMINATION_REQUESTED: ['出願審査請求', 'Examination requested'],
  ACCELERATION_REQUESTED: ['早期審査の申出', 'Accelerated examination requested'],
  INTERNATIONALLY_PUBLISHED: ['国際公開', 'Published internationally'],
  PUBLISHED: ['公開', 'Published'],
  NOTICE: ['拒絶理由通知', 'Notice of reasons for refusal'],
  OPINION: ['意見書', 'Written opinion'],
  AMENDMENT: ['手続補正', 'Amendment'],
  TERM_EXTENDED: ['期間延長請求', 'Extension of a term requested'],
  AMENDMENT_DISMISSED: ['補正の却下の決定', 'Amendment dismissed'],
  REFUSED: ['拒絶査定', 'Decision of refusal'],
  GRANT_DECIDED: ['特許査定', 'Decision to grant'],
  TRIAL_REQUESTED: ['審判請求', 'Trial requested'],
  OPPOSITION_FILED: ['異議申立', 'Opposition filed'],
  TRIAL: ['審判', 'Proceedings of trial or opposition'],
  TRIAL_DECIDED: ['審決・決定', 'Decision in trial or opposition'],
  WITHDRAWN: ['出願取下', 'Withdrawn'],
  ABANDONED: ['出願放棄', 'Abandoned'],
  REGISTRATION_FEE_PAID: ['登録料納付', 'Registration fee paid'],
  REGISTERED: ['登録', 'Registered'],
  ANNUITY_PAID: ['年金納付', 'Annuity paid'],
  ANNUITY_DUE: ['次期年金納付期限', 'Next annuity due'],
  EXTINGUISHED: ['本権利消滅', 'Right extinguished'],
} as const satisfies Readonly<Record<string, readonly [ja: string, en: string]>>

export type TimelineKind = keyof typeof timelineKinds

/** What the timeline looks at in a row of 書類一覧. */
export interface TimelineDocument {
  readonly code: string
  readonly name: string
  readonly date: LocalDate | null
  /** 番号種別. */
  readonly group: string | null
  /** 書類識別. */
  readonly separator: string | null
}

export interface TimelineEvent<D> {
  readonly date: LocalDate
  readonly kind: TimelineKind
  readonly label: string
  readonly labelEn: string
  readonly document: D | null
}

const kindOfCode: ReadonlyMap<string, TimelineKind> = new Map([
  ['A632', 'NATIONAL_PHASE_ENTERED'],
  ['A621', 'EXAMINATION_REQUESTED'],
  ['A625', 'EXAMINATION_REQUESTED'],
  ['A871', 'ACCELERATION_REQUESTED'],
  ['A131', 'NOTICE'],
  ['A53', 'OPINION'],
  ['A601', 'TERM_EXTENDED'],
  ['A603', 'TERM_EXTENDED'],
  ['A502', 'AMENDMENT_DISMISSED'],
  ['A02', 'REFUSED'],
  ['A01', 'GRANT_DECIDED'],
  ['C60', 'TRIAL_REQUESTED'],
  ['C561', 'OPPOSITION_FILED'],
  ['C16', 'TRIAL_DECIDED'],
  ['A761', 'WITHDRAWN'],
  ['A762', 'ABANDONED'],
  ['A61', 'REGISTRATION_FEE_PAID'],
  ['R20', 'ANNUITY_PAID'],
] as const)

/** 手続補正書 of every kind, 誤訳訂正書, the amendments of 特許協力条約. */
const amendment = /^A5(?:1|2[1-9]|21[0-2])$/
/** 登録: it repeats what 出願 has, but for the annuities. */
const register = '06'
const trial = '07'

/** The events that have a date, in order; of one day as `timelineKinds` has them. */
export function timelineOf<D extends TimelineDocument>(
  basics: Basics,
  documents: readonly D[],
  registration: Registration | null,
): TimelineEvent<D>[] {
  const application = documents.find(({ code, separator }) => code === 'A63' && separator === 'S') ?? null
  const events = [
    ...datesOf(basics, registration).map(([kind, date, label]) =>
      eventOf(kind, date, kind === 'FILED' ? application : null, label),
    ),
    ...documents.flatMap((document) => {
      const kind = kindOf(document)
      return kind && document.date ? [eventOf(kind, document.date, document, document.name)] : []
    }),
  ]
  const places = Object.keys(timelineKinds)
  return events.toSorted((a, b) =>
    a.date === b.date ? places.indexOf(a.kind) - places.indexOf(b.kind) : a.date < b.date ? -1 : 1,
  )
}

type Dated = readonly [kind: TimelineKind, date: LocalDate, label?: string]

function datesOf(basics: Basics, registration: Registration | null): Dated[] {
  const { publication } = basics
  const extinguished = basics.extinguishmentDate ?? registration?.extinguishmentDate
  const dates: readonly (readonly [TimelineKind, LocalDate | null | undefined, string?])[] = [
    ['FILED', basics.filingDate],
    ['INTERNATIONALLY_PUBLISHED', basics.internationalPublicationDate],
    ['PUBLISHED', publication?.date, publication?.kind === 'NATIONAL_PUBLICATION' ? '公表' : '公開'],
    ['REGISTERED', basics.registrationDate],
    ['TRIAL_DECIDED', registration?.appealDecisionDate, '審決'],
    ['ANNUITY_DUE', extinguished ? null : registration?.nextAnnuityDueDate],
    ['EXTINGUISHED', extinguished],
  ]
  return dates.flatMap(([kind, date, label]) => (date ? [label ? ([kind, date, label] as const) : [kind, date]] : []))
}

function kindOf({ code, group, separator }: TimelineDocument): TimelineKind | undefined {
  if (separator === 'T') return undefined // 添付書類 of a document that is listed itself
  const kind = amendment.test(code) ? 'AMENDMENT' : kindOfCode.get(code)
  if (group === register) return kind === 'ANNUITY_PAID' ? kind : undefined
  return kind ?? (group === trial ? 'TRIAL' : undefined)
}

function eventOf<D>(kind: TimelineKind, date: LocalDate, document: D | null, name?: string): TimelineEvent<D> {
  const [label, labelEn] = timelineKinds[kind]
  return { date, kind, label: name ?? label, labelEn, document }
}

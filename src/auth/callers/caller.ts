/** What a caller may do: read data, read documents, spend calls on the office, see everybody's figures. */
export const scopes = ['read', 'documents', 'spend', 'operate'] as const

export type Scope = (typeof scopes)[number]

/** Calls a day by endpoint, in the office's own names: this room knows no endpoints. */
export type CallsADay = Readonly<Partial<Record<string, number>>>

/** Who asks this server: a program or a team, never a person's secret. */
export interface Caller {
  /** For logs, metrics and shares. */
  readonly name: string
  readonly scopes: ReadonlySet<Scope>
  /** What of each day is its own; an endpoint that is not named has none of its own. */
  readonly shares: CallsADay
  /** A person waits for its answers: the reserve is kept for such. */
  readonly isInteractive: boolean
}

/** Where no caller policy is set, all who reach this server are one caller, and may do everything. */
export const anybody: Caller = { name: 'anybody', scopes: new Set(scopes), shares: {}, isInteractive: true }

/** Who did not say who it is, where nobody has to: at a page without data, or before that was asked. */
export const nobody: Caller = { name: 'nobody', scopes: new Set(), shares: {}, isInteractive: false }

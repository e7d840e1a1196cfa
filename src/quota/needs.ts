/** What an operation would ask of one endpoint. */
export interface Need {
  readonly certain: number
  readonly possible: number
  /** Of the possible ones those that would be made in place of calls to another endpoint. */
  readonly instead: number
  /** Possible calls whose number nobody knows yet: those of a list that is itself to be asked for. */
  readonly isOpen: boolean
}

export const noNeed: Need = { certain: 0, possible: 0, instead: 0, isOpen: false }

/** Calls by endpoint as they are found. */
export class Needs {
  readonly byEndpoint = new Map<string, Need>()

  /** `times` is Infinity where nobody knows how many. */
  add(endpoint: string, times: number, kind: 'certain' | 'possible' | 'instead' = 'possible'): void {
    const need = this.byEndpoint.get(endpoint) ?? noNeed
    const more = (isOfKind: boolean) => (isOfKind && times !== Infinity ? times : 0)
    this.byEndpoint.set(endpoint, {
      certain: need.certain + more(kind === 'certain'),
      possible: need.possible + more(true),
      instead: need.instead + more(kind === 'instead'),
      isOpen: need.isOpen || times === Infinity,
    })
  }
}

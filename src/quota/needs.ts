/** What an operation would ask of one endpoint. */
export interface Need {
  readonly certain: number
  readonly possible: number
  /** Possible calls whose number nobody knows yet: those of a list that is itself to be asked for. */
  readonly isOpen: boolean
}

/** Calls by endpoint as they are found. */
export class Needs {
  readonly byEndpoint = new Map<string, Need>()

  /** `times` is Infinity where nobody knows how many. */
  add(endpoint: string, times: number, isCertain = false): void {
    const { certain, possible, isOpen } = this.byEndpoint.get(endpoint) ?? { certain: 0, possible: 0, isOpen: false }
    const isCounted = times !== Infinity
    this.byEndpoint.set(endpoint, {
      certain: certain + (isCertain ? times : 0),
      possible: possible + (isCounted ? times : 0),
      isOpen: isOpen || !isCounted,
    })
  }
}

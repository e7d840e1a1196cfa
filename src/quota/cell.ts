/** A text that several processes change, one after the other: all that the drivers of the ledger differ in. */
export interface Cell {
  /**
   * Puts in the text's place what `change` makes of it, in one step: nobody else changes it in between. `change` may run
   * several times, and only its last result counts. After a failure the change may have been made all the same.
   */
  update<T>(change: Change<T>): Promise<T>
  read(): Promise<Reading>
}

export interface Reading {
  /** null: nothing has been written yet. */
  readonly text: string | null
  /** By the clock that all who share the cell go by. */
  readonly now: number
}

export type Change<T> = (reading: Reading) => { readonly text: string; readonly result: T }

/** When the calls of one operation waited for their turns, in milliseconds since the epoch. */
export class Waits {
  readonly #waits: { readonly from: number; readonly to: number; readonly call: string }[] = []

  /** `call` waited `ms`, until `until`. */
  add(ms: number, until: number, call: string): void {
    if (ms > 0) this.#waits.push({ from: until - ms, to: until, call })
  }

  /** Since `joinedAt` who has these waits waited for a call of another operation, as long as that one did. */
  addThoseOf(other: Waits, call: string, joinedAt: number): void {
    for (const wait of other.#waits)
      if (wait.call === call) this.add(wait.to - Math.max(wait.from, joinedAt), wait.to, call)
  }

  /** The time during which at least one call waited: waits side by side are not added up. */
  get totalMs(): number {
    let total = 0
    let end = -Infinity
    for (const { from, to } of this.#waits.toSorted((a, b) => a.from - b.from)) {
      total += Math.max(0, to - Math.max(from, end))
      end = Math.max(end, to)
    }
    return total
  }
}

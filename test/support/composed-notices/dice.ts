export interface Dice {
  chance(probability: number): boolean
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  pick<T>(options: readonly T[]): T
  /** One of the options, each as often as its weight says. */
  weigh<T>(options: readonly (readonly [T, number])[]): T
}

/** mulberry32: the same throws for the same seed. */
export function createDice(seed: number): Dice {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const dice: Dice = {
    chance: (probability) => next() < probability,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick(options) {
      const option = options[dice.between(0, options.length - 1)]
      if (option === undefined) throw new Error('nothing to pick from')
      return option
    },
    weigh(options) {
      let rest = next() * options.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [option, weight] of options) {
        rest -= weight
        if (rest < 0) return option
      }
      return dice.pick(options)[0]
    },
  }
  return dice
}

import type { Shown } from './policy.ts'
import type { AskedFact, Want } from './questions.ts'

/** What one operation of the round wants: as many calls as have a turn while it waits. */
const casesAtOnce = 15

/** Those that the days are small for. A page of a case brings the others along. */
const facts: readonly AskedFact[] = ['basics', 'registration', 'citations']

/**
 * A job of the desk, each evening until all is there: it spends what is left of the day on what was never asked, so that
 * an empty store is soon a full one. What it brings it would be asked for anyhow; nobody is shown it.
 */
export function eveningRound(
  numbers: readonly string[],
  ask: (wants: readonly Want[]) => Promise<readonly Shown[]>,
): () => Promise<void> {
  const missing = new Map(facts.map((fact) => [fact, new Set(numbers)]))

  /** Until one is refused: the endpoint's day is spent. */
  async function fill(fact: AskedFact, lacking: Set<string>): Promise<void> {
    const line = [...lacking]
    for (let from = 0; from < line.length; from += casesAtOnce) {
      const wants = line.slice(from, from + casesAtOnce).map((number) => ({ number, facts: wantedFor(fact) }))
      const shown = await ask(wants)
      const got = shown.filter((each) => each.fact === fact && each.content !== null)
      for (const { number } of got) lacking.delete(number)
      if (got.length < wants.length) return
    }
  }

  return async () => {
    for (const [fact, lacking] of missing) await fill(fact, lacking)
  }
}

function wantedFor(fact: AskedFact): readonly AskedFact[] {
  return fact === 'basics' ? ['basics'] : ['basics', fact]
}

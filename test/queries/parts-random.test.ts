import { parse, print } from 'graphql'
import { expect, test } from 'vitest'
import { randomFrom } from '../../scripts/fuzz/random.ts'
import { wholeOf } from '../../src/graph/parts/whole.ts'
import { examplesFor } from '../../src/graphiql/examples.ts'
import { schema } from '../../src/schema/index.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { askInParts, merged, type Part, partsOf } from '../support/parts.ts'
import { portfolioLiterals } from '../support/portfolio-literals.ts'
import { randomOperation } from '../support/random-operations.ts'
import { inRandomParts } from '../support/random-parts.ts'

const noon = Date.parse('2026-11-16T12:00:00+09:00')
const start = () => startGraph({ clock: manualClock(noon), env: { JPO_REQUESTS_PER_MINUTE: '100000' } })

interface Answer {
  readonly data: unknown
  readonly errors: readonly string[]
  readonly calls: readonly string[]
  readonly parts: number
}

async function answerOf(graph: Graph, query: string): Promise<Answer> {
  const response = await askInParts(graph.url, query)
  const parts: Part[] = []
  if (response.headers.get('content-type')?.includes('multipart') === true)
    for await (const part of partsOf(response)) parts.push(part)
  else parts.push((await response.json()) as Part)
  // The bill is in the last part alone.
  expect(parts.slice(0, -1).filter(({ extensions }) => extensions)).toEqual([])
  const calls = graph.calls()
  const { spent = [] } = parts.at(-1)?.extensions?.quota ?? {}
  expect(spent.reduce((sum, row) => sum + row.calls, 0)).toBe(calls.length)
  const { data, errors } = merged(parts)
  return {
    data: oneProgress(data),
    // An error of a field that is in two parts comes with each.
    errors: [
      ...new Set(errors.map(({ path, extensions }) => `${path?.join('.') ?? ''} ${String(extensions['code'])}`)),
    ].sort(),
    calls,
    parts: parts.length,
  }
}

/** Both servers are asked the same one after the other: what one call more or less leaves behind would show from then on. */
async function compare(queries: Iterable<string>, seed: number): Promise<number> {
  const random = randomFrom(seed)
  let [plain, cut] = [await start(), await start()]
  let count = 0
  for (const query of queries) {
    const inParts = inRandomParts(query, schema, random)
    const { calls: wanted, ...expected } = await answerOf(plain, print(wholeOf(parse(inParts))))
    const { calls, parts, ...answer } = await answerOf(cut, inParts)
    expect({ query: inParts, ...answer }).toEqual({ query: inParts, ...expected, parts: undefined })
    // Which of several cases is asked of which of two equals follows from the order. They leave behind other facts then.
    expect([inParts, asOne(calls)]).toEqual([inParts, asOne(wanted)])
    if (calls.join() !== wanted.join()) [plain, cut] = [await start(), await start()]
    count += parts
  }
  return count
}

function asOne(calls: readonly string[]): string[] {
  return calls.map((call) => call.replace('APP_PROGRESS_SIMPLE', 'APP_PROGRESS')).sort()
}

/** Each has a day of its own and is chosen by what is left of it; `freshness.source` tells which it was. */
function oneProgress(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data ?? null).replaceAll('"APP_PROGRESS_SIMPLE"', '"APP_PROGRESS"'))
}

test.each([1, 2, 3, 18, 25])(
  'the worked examples say the same in parts, for the same calls (seed %i)',
  async (seed) => {
    const examples = examplesFor({ kind: 'sandbox', recordings: null }).filter(
      ({ text: { en } }) => !/\bquota\b/.test(en),
    )
    expect(
      await compare(
        examples.map(({ text }) => text.en),
        seed,
      ),
    ).toBeGreaterThan(examples.length)
  },
)

test.each([1, 2, 26, 31])('so does whatever is asked (seed %i)', async (seed) => {
  const random = randomFrom(seed)
  function* operations() {
    for (let count = 0; count < 40; count++) {
      const without = ['quota', 'quotaPlan', '_service']
      const query = randomOperation({ schema, random, literals: portfolioLiterals, depth: 5, without })
      // Which calls a ceiling leaves out follows from the order of the fields.
      yield query.replace(/@upstream\([^)]*\)/, '')
    }
  }
  expect(await compare(operations(), seed)).toBeGreaterThan(45)
})

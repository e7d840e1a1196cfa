import { examples, setup } from '../here.ts'
import { number, say } from '../words.ts'
import { Endpoints } from './endpoints-table.tsx'
import type { Price } from './price.ts'
import { problemInJapanese } from './problems.ts'
import { quote } from './use-price.ts'

/** What the operation under the cursor would cost. */
export function QuoteView() {
  const current = quote.use()
  if (!current) return <p className="quiet">{say.noOperation}</p>
  const { operationName, priced } = current
  const example = examples.find((it) => it.operationName === operationName)
  return (
    <>
      <h3>{say.priceOf(example?.title ?? operationName ?? say.unnamed)}</h3>
      {'problem' in priced ? (
        <p role="status" className="problem">
          {say.notPriced} <Problem problem={priced.problem} />
        </p>
      ) : (
        <PriceView price={priced.price} />
      )}
    </>
  )
}

function Problem({ problem }: { problem: string }) {
  const shown = setup.language === 'ja' ? problemInJapanese(problem) : problem
  // Unless a sentence is known in Japanese, it is the server's.
  return <span lang={shown === problem ? 'en' : setup.language}>{shown}</span>
}

function PriceView({ price }: { price: Price }) {
  const { calls, feasible, estimatedWaitSeconds } = price
  return (
    <>
      <p role="status" className="sum">
        {inOneLine(price)}
      </p>
      {calls.length > 0 && (
        <Endpoints
          caption={say.price}
          rows={calls.map(({ endpoint, atLeast, atMost, remaining }) => ({
            endpoint,
            calls: range(atLeast, atMost),
            left: remaining,
          }))}
        />
      )}
      {calls.some(isOpenEnded) && <p className="quiet">{say.openEnded}</p>}
      {estimatedWaitSeconds >= 1 && <p className="quiet">{say.wait(number(Math.ceil(estimatedWaitSeconds)))}</p>}
      {!feasible && <p className="problem">{say.notFeasible}</p>}
    </>
  )
}

/** A list that is itself to be asked for may lead to as much as the day has left; one archive or the other may not. */
function isOpenEnded({ atLeast, atMost }: Price['calls'][number]): boolean {
  return atMost - atLeast > 1
}

export function inOneLine({ calls }: Price): string {
  const atLeast = calls.reduce((sum, row) => sum + row.atLeast, 0)
  const atMost = calls.reduce((sum, row) => sum + row.atMost, 0)
  return atMost === 0 ? say.free : say.calls(range(atLeast, atMost), atMost === 1)
}

function range(from: number, to: number): string {
  return from === to ? number(to) : `${number(from)}${setup.language === 'ja' ? '～' : '–'}${number(to)}`
}

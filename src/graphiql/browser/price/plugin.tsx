import type { GraphiQLPlugin } from '@graphiql/react'
import { say } from '../words.ts'
import { KeyField } from './key-field.tsx'
import { lastRun } from './last-run.ts'
import { LastRunView, spentInOneLine } from './last-run-view.tsx'
import { inOneLine, QuoteView } from './quote-view.tsx'
import { quote, usePrice } from './use-price.ts'

export const pricePlugin: GraphiQLPlugin = {
  title: say.price,
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" height="1em">
      <path d="M6 3l6 9 6-9M12 12v9M7 13h10M7 17h10" />
    </svg>
  ),
  content: () => (
    <div className="pane price">
      <h2>{say.price}</h2>
      <QuoteView />
      <LastRunView />
      <KeyField />
    </div>
  ),
}

/** In one line beneath the answer, whether or not the pane is open. */
export function PriceLine() {
  usePrice()
  const priced = quote.use()?.priced
  const quota = lastRun.use()
  return (
    <div className="price-line">
      {priced && 'price' in priced && (
        <span>
          {say.price}: {inOneLine(priced.price)}
        </span>
      )}
      {quota && (
        <span>
          {say.lastRun}: {spentInOneLine(quota)}
        </span>
      )}
    </div>
  )
}

import { useGraphiQL } from '@graphiql/react'
import { useEffect, useState } from 'react'
import { accessKey } from '../access-key.ts'
import { cell } from '../cell.ts'
import { lastRun } from './last-run.ts'
import { operationAt, variablesIn } from './operation.ts'
import { type Priced, priceOf } from './price.ts'

export interface Quote {
  /** Null for an operation without a name. */
  readonly operationName: string | null
  readonly priced: Priced
}

/** Of the operation under the cursor; null where there is none. */
export const quote = cell<Quote | null>(null)

/** Somebody who types is not asked about at each letter. */
const PAUSE = 400

/** Keeps the quote true: while the text, its variables, the cursor or the key change, and when an answer came. */
export function usePrice(): void {
  const tab = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex])
  const offset = useCursor()
  const key = accessKey.use()
  const answered = lastRun.use()
  const { query, variables, headers } = tab ?? {}
  useEffect(() => {
    const operation = operationAt(query ?? '', offset)
    if (!operation) {
      quote.set(null)
      return
    }
    const operationName = operation.name?.value ?? null
    const gone = new AbortController()
    const ask = async () => {
      const asked = { document: query ?? '', operationName, variables: variablesIn(variables) }
      const priced = await priceOf(asked, headersIn(headers), gone.signal)
      quote.set({ operationName, priced })
    }
    const timer = setTimeout(() => {
      ask().catch((error: unknown) => {
        if (!gone.signal.aborted) quote.set({ operationName, priced: { problem: String(error) } })
      })
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [query, variables, headers, offset, key, answered])
}

function useCursor(): number {
  const editor = useGraphiQL(({ queryEditor }) => queryEditor)
  const [offset, setOffset] = useState(0)
  useEffect(() => {
    const moved = editor?.onDidChangeCursorPosition(({ position }) => {
      setOffset(editor.getModel()?.getOffsetAt(position) ?? 0)
    })
    return () => moved?.dispose()
  }, [editor])
  return offset
}

function headersIn(text: string | null | undefined): Record<string, string> {
  const said = Object.entries(variablesIn(text)).map(([name, value]) => [name, String(value)])
  return Object.fromEntries(said) as Record<string, string>
}

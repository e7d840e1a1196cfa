import { number, say, timeInJapan } from '../words.ts'
import { Endpoints } from './endpoints-table.tsx'
import { lastRun, type QuotaExtension } from './last-run.ts'

/** What the newest answer spent and saved, and what is left. */
export function LastRunView() {
  const quota = lastRun.use()
  return (
    <>
      <h3>{say.lastRun}</h3>
      {quota ? (
        <>
          <p role="status" className="sum">
            {spentInOneLine(quota)}
          </p>
          {quota.spent.length > 0 && (
            <Endpoints
              caption={say.lastRun}
              rows={quota.spent.map(({ endpoint, calls, remaining }) => ({
                endpoint,
                calls: number(calls),
                left: remaining,
              }))}
            />
          )}
          <p className="quiet">{say.resets(timeInJapan(quota.resetsAt))}</p>
        </>
      ) : (
        <p className="quiet">{say.notRunYet}</p>
      )}
    </>
  )
}

export function spentInOneLine({ spent, cached, stale, waitedMs }: QuotaExtension): string {
  const calls = spent.reduce((sum, row) => sum + row.calls, 0)
  return [
    say.spent(calls),
    say.cached(cached),
    ...(stale > 0 ? [say.stale(stale)] : []),
    ...(waitedMs >= 100 ? [say.waited((waitedMs / 1000).toFixed(1))] : []),
  ].join(' · ')
}

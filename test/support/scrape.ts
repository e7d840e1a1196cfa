/** The samples of a scrape, each under its name and labels as they stand there, such as `x_total{code="A"}`. */
export type Samples = ReadonlyMap<string, number>

export async function scrape(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Samples> {
  const response = await fetch(`${url}/metrics`, { headers })
  if (response.status !== 200) throw new Error(`/metrics answered ${response.status}`)
  return samplesIn(await response.text())
}

/** Prometheus' text format 0.0.4: a line that is none fails. */
export function samplesIn(text: string): Samples {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const [, series, value] = /^([a-zA-Z_:][\w:]*(?:\{.*\})?) (\S+)$/.exec(line) ?? []
      if (series === undefined || value === undefined) throw new Error(`No sample: ${line}`)
      return [series, Number(value)]
    }),
  )
}

/** The names of the metrics; a histogram's three as they are queried. */
export function namesIn(samples: Samples): ReadonlySet<string> {
  return new Set([...samples.keys()].map((series) => series.replace(/\{.*/, '')))
}

/** The samples of one metric that are not zero, by their labels. */
export function risen(samples: Samples, name: string): Record<string, number> {
  const own = [...samples].filter(([series, value]) => value !== 0 && series.startsWith(`${name}{`))
  return Object.fromEntries(own.map(([series, value]) => [series.slice(name.length), value]))
}

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { keysFile } from '../support/callers.ts'
import { runNode } from '../support/command.ts'
import { request } from '../support/request.ts'
import { selectorsIn } from '../support/promql.ts'
import { startOffice } from '../support/office.ts'
import { namesIn, type Samples, scrape } from '../support/scrape.ts'

interface Dashboard {
  readonly panels: readonly {
    readonly id: number
    readonly title: string
    readonly type: string
    readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number }
    readonly targets?: readonly { readonly expr: string }[]
  }[]
}

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string
      readonly expr: string
      readonly labels: Readonly<Record<string, string>>
      readonly annotations: Readonly<Record<string, string>>
    }[]
  }[]
}

const textOf = (file: string) => readFileSync(new URL(`../../ops/${file}`, import.meta.url), 'utf8')
const { panels } = JSON.parse(textOf('grafana-dashboard.json')) as Dashboard
const alerts = (parse(textOf('alerts.yml')) as Rules).groups.flatMap(({ rules }) => rules)

const shown = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ name: title, expr })))
const watched = alerts.map(({ alert, expr }) => ({ name: alert, expr }))

/** Added by Prometheus itself when it scrapes. */
const ofPrometheus = ['instance', 'job']

/** What a real server shows after a run with calls. */
async function scrapeOfARun(): Promise<Samples> {
  const keys = keysFile([{ name: 'team', shares: { REGISTRATION_INFO: 5 } }])
  const office = await startOffice()
  const server = runNode('src/main.ts', [], {
    env: { ...office.env, ...keys.env, PORT: '0', STORE_URL: 'memory:', LOG_LEVEL: 'warn' },
  })
  const url = await server.printed(/the graph: (http:\S+)\/graphql/)
  office.sandbox.misbehave({ kind: 'data', edit: (data) => ({ ...data, novelty: '1' }) })
  const query = 'query Register { application(number: "2020000101") { registration { claimCount } } }'
  for (let times = 0; times < 2; times++) await request(url, query, { headers: keys.headers('team') })
  return scrape(url, keys.headers('team'))
}

/** The label names of a metric, each with its values. */
function labelsOf(samples: Samples, metric: string): ReadonlyMap<string, ReadonlySet<string>> {
  const labels = new Map<string, Set<string>>()
  for (const series of samples.keys())
    if (series.startsWith(`${metric}{`))
      for (const [, name = '', value = ''] of series.matchAll(/(\w+)="([^"]*)"/g))
        labels.set(name, (labels.get(name) ?? new Set<string>()).add(value))
  return labels
}

/** Why an expression would show nothing, or nonsense. */
function faultsOf({ name, expr }: { name: string; expr: string }, samples: Samples): string[] {
  const faults: string[] = []
  const selectors = selectorsIn(expr)
  for (const { metric, labels, within } of selectors) {
    if (!namesIn(samples).has(metric)) faults.push(`${name}: there is no ${metric}`)
    // A counter says nothing by itself, a gauge has no rate.
    const isCounter = /_(total|bucket|sum|count)$/.test(metric)
    if (within.some((called) => called === 'rate' || called === 'increase') !== isCounter)
      faults.push(`${name}: ${metric} is ${isCounter ? 'a' : 'no'} counter`)
    for (const label of labels.filter((it) => !ofPrometheus.includes(it.name)))
      for (const value of label.values)
        if (!labelsOf(samples, metric).get(label.name)?.has(value))
          faults.push(`${name}: ${metric} has no ${label.name} ${value}`)
  }
  const known = new Set([...ofPrometheus, ...selectors.flatMap(({ metric }) => [...labelsOf(samples, metric).keys()])])
  for (const [, names = ''] of expr.matchAll(/\bby \(([\w, ]+)\)/g))
    for (const by of names.split(/, */)) if (!known.has(by)) faults.push(`${name}: nothing is divided by ${by}`)
  return faults
}

test(
  'dashboard and alerts read what a real server shows, and all of it is on the dashboard',
  { timeout: 90_000 },
  async () => {
    const samples = await scrapeOfARun()
    expect(shown.length).toBeGreaterThan(30)
    expect([...shown, ...watched].flatMap((each) => faultsOf(each, samples))).toEqual([])

    const family = (name: string) => name.replace(/_(bucket|sum|count)$/, '')
    const read = new Set(shown.flatMap(({ expr }) => selectorsIn(expr).map(({ metric }) => family(metric))))
    const ours = new Set([...namesIn(samples)].filter((name) => name.startsWith('jpo_graph_')).map(family))
    expect(ours.size).toBeGreaterThan(25)
    const ofProcess = ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'process_cpu_seconds_total']
    expect([...ours, ...ofProcess].filter((name) => !read.has(name))).toEqual([])

    // That it could be otherwise.
    const wrong = {
      name: 'Wrong',
      expr: 'sum by (nobody) (rate(none_total[5m])) + jpo_graph_token_state{state="lost"}',
    }
    expect(faultsOf(wrong, samples)).toEqual([
      'Wrong: there is no none_total',
      'Wrong: jpo_graph_token_state has no state lost',
      'Wrong: nothing is divided by nobody',
    ])
  },
)

test('an expression is read as PromQL, and what is none is noticed', () => {
  expect(selectorsIn('rate(none_total{a=~"b|c"}[5m]) > 0')).toEqual([
    { metric: 'none_total', labels: [{ name: 'a', values: ['b', 'c'] }], within: ['rate'] },
  ])
  expect(() => selectorsIn('sum(rate(none_total[5m])')).toThrow('This is no PromQL')
})

test('panels have ids of their own and do not lie on each other', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const taken = new Map<string, string>()
  for (const { title, gridPos } of panels)
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect(x, title).toBeLessThan(24)
        expect(taken.get(`${x} ${y}`), title).toBe(undefined)
        taken.set(`${x} ${y}`, title)
      }
})

test('each alert says how grave it is and, in a sentence, what it means', () => {
  expect(alerts.length).toBeGreaterThan(5)
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length)
  for (const { alert, labels, annotations } of alerts) {
    expect(['info', 'warning', 'critical'], alert).toContain(labels['severity'])
    expect(annotations['summary'], alert).toMatch(/\.$/)
  }
})

// docs/performance.md: what a client costs that makes the load, beside the limit. npm ci --prefix bench && node bench/clients.mjs
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { Pool } from 'undici'
import { Connection, requestOf } from './connection.ts'
import { limit } from './contestants.ts'
import { pinSelf } from './processes.ts'
import { Stage } from './stage.ts'
import { bodyOf, varying } from './workloads.ts'

const connections = 64
const ms = 2_000
const body = bodyOf(varying('basics', 50), 0)
const headers = { 'content-type': 'application/json' }

/** Each sends the next request on a connection when the one before is answered. */
const clients = {
  'bare sockets': (port) => {
    const request = requestOf('/', port, body)
    return rounds(
      () => Connection.open(port),
      (connection) =>
        new Promise((resolve, reject) => {
          connection.onAnswer(resolve, reject)
          connection.send(request)
        }),
    )
  },
  undici: async (port) => {
    const pool = new Pool(`http://127.0.0.1:${port}`, { connections })
    const answers = await rounds(
      () => pool,
      async () => (await pool.request({ path: '/', method: 'POST', headers, body })).body.dump(),
    )
    await pool.close()
    return answers
  },
  autocannon: async (port) => {
    const url = `http://127.0.0.1:${port}/`
    const { requests } = await autocannon({ url, connections, duration: ms / 1_000, method: 'POST', headers, body })
    return requests.total
  },
}

async function rounds(open, ask) {
  let answers = 0
  const until = performance.now() + ms
  const all = await Promise.all(Array.from({ length: connections }, open))
  await Promise.all(
    all.map(async (one) => {
      while (performance.now() < until) {
        await ask(one)
        answers++
      }
      if (one instanceof Connection) one.close()
    }),
  )
  return answers
}

pinSelf()
const folder = mkdtempSync(join(tmpdir(), 'jpo-patent-graph-bench-'))
const stage = new Stage(folder)
try {
  const answer = JSON.stringify({ data: { application: { inventionTitle: 'x'.repeat(250) } } })
  writeFileSync(stage.file('answers.json'), JSON.stringify({ '/': answer }))
  const { port } = await stage.enter(limit, { args: [stage.file('answers.json')] })
  for (let round = 0; round < 3; round++) {
    for (const [name, run] of Object.entries(clients)) {
      const cpu = process.cpuUsage()
      const answers = await run(port)
      const { user, system } = process.cpuUsage(cpu)
      const perThousand = (user + system) / 1e3 / answers
      console.log(
        `${name}: ${Math.round((answers * 1_000) / ms)} answers/s, ${perThousand.toFixed(3)} s of CPU for 1,000`,
      )
    }
  }
} finally {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
}

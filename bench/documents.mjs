// docs/decisions/0008: how long reading an archive holds the event loop, in place and in threads. node bench/documents.mjs
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { zip } from '../src/sandbox/documents/zip.ts'
import { readBodies } from '../src/sources/jpo/documents/bodies.ts'
import { createDocumentPool } from '../src/sources/jpo/documents/pool.ts'

const sentence = (i) =>
  `<u>Text ${i} of a document</u>, with n<sub>2</sub> as sent, and so on (${(i * 7919) % 104729}) until the line is full.<br/>\n`
const document = (kilobytes) => {
  const lines = Array.from({ length: (kilobytes * 1024) / 105 }, (_, i) => sentence(i))
  return `<jp:pat-rspns xmlns:jp="x"><jp:response-a53><jp:opinion-contents-article><p num="">${lines.join('')}</p></jp:opinion-contents-article></jp:response-a53></jp:pat-rspns>`
}

const archiveOf = (documents, kilobytes) =>
  zip(
    Array.from({ length: documents }, (_, i) => ({
      name: `A53_5230099${String(i).padStart(4, '0')}/JPOXMLDOC01-jpbibl.xml`,
      bytes: Buffer.from(document(kilobytes)),
    })),
    0,
  )

async function measured(archive, elsewhere) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await sleep(50)
  delay.reset()
  const start = performance.now()
  await readBodies(archive, 'BENCH', elsewhere)
  const ms = performance.now() - start
  await sleep(20)
  delay.disable()
  return { ms, held: delay.max / 1e6 }
}

async function median(archive, elsewhere) {
  const runs = []
  for (let run = 0; run < 7; run += 1) runs.push(await measured(archive, elsewhere))
  const of = (key) => Math.round(runs.map((it) => it[key]).toSorted((a, b) => a - b)[3])
  return `${of('ms')} ms, event loop held ${of('held')} ms`
}

const pool = createDocumentPool()
for (const [documents, kilobytes] of [
  [1, 12],
  [1, 48],
  [4, 12],
  [1, 200],
  [40, 12],
  [200, 12],
  [1, 1000],
  [1, 4000],
]) {
  const archive = await archiveOf(documents, kilobytes)
  console.log(
    `${documents} × ${kilobytes} KB: in place ${await median(archive)}; in threads ${await median(archive, pool.read)}`,
  )
}
await pool.close()

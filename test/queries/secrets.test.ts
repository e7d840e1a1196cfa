import { request as httpRequest } from 'node:http'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { unpack } from '../../src/store/packing.ts'
import { systemClock } from '../../src/clock.ts'
import { nobody } from '../http/servers.ts'
import { keysFile } from '../support/callers.ts'
import { folder } from '../support/files.ts'
import { startGraph } from '../support/graph.ts'
import { startOffice } from '../support/office.ts'

const username = 'recognisable.user-1'
const password = 'recognisable "pass\\word" &%é'
const link = 'https://bucket.example.com/a.zip?X-Amz-Signature=recognisable-signature'
/** Whose answer repeats what it was asked with. */
const echo = '900000103'
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZWNvZ25pc2FibGUifQ.cmVjb2duaXNhYmxl'

/** Wherever a secret could be seen, in whatever form it could be there. */
function formsOf(secret: string): string[] {
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), inForm]
}

/** All bytes of the files, and all that is packed in them. */
async function storedIn(directory: string): Promise<string> {
  const files = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))
  const database = new DatabaseSync(join(directory, 'jpo.sqlite'), { readOnly: true })
  const rows = database.prepare('SELECT key, value FROM stored_v2').all() as { key: string; value: Uint8Array }[]
  database.close()
  // One answer was made of secrets by whoever stands before the office: what was sent is kept as it came.
  const own = rows.filter(({ key }) => !key.includes(echo))
  const unpacked = await Promise.all(own.map(async ({ value }) => JSON.stringify(await unpack(value))))
  return [...files, ...unpacked].join('\n')
}

test('no secret is seen in log, answers, /ready, /metrics or the store, whoever repeats it on whatever path', async () => {
  const keys = keysFile([{ name: 'team' }, { name: 'stranger', scopes: ['read'] }])
  const office = await startOffice({ username, password })
  const { sandbox } = office
  const tokens: string[] = []
  const path = folder()
  const lines: string[] = []
  /** What a defect throws holds all that it had in its hands. */
  let defectIn: string | null = null
  const clock = {
    ...systemClock,
    now() {
      if (defectIn === null || !new Error().stack?.includes(defectIn)) return Date.now()
      defectIn = null
      throw Object.assign(new Error(`${password} and ${String(tokens[0])}`, { cause: new Error(username) }), {
        headers: { authorization: `Bearer ${String(tokens[0])}`, cookie: `session=${jwt}` },
      })
    },
  }
  const graph = await startGraph({
    clock,
    office,
    lines,
    env: { ...keys.env, STORE_URL: `sqlite:${join(path, 'jpo.sqlite')}` },
  })
  const seen: string[] = []
  const send = async (text: string, headers: Record<string, string> = keys.headers('team')) => {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `session=${jwt}`, ...headers },
      body: text,
    })
    seen.push(JSON.stringify([...response.headers]), await response.text())
  }
  const ask = (query: string) => send(JSON.stringify({ query }))

  // The first tokens, to know them.
  sandbox.misbehave({
    kind: 'data',
    endpoint: 'token',
    times: Infinity,
    edit(issued) {
      tokens.push(...['access_token', 'refresh_token'].map((name) => String(issued[name])))
      return issued
    },
  })
  await ask('{ applicant(code: "900000101") { name } }')
  expect(tokens).toHaveLength(2)
  const all = [username, password, ...tokens].join(' ')

  // The office, or what stands before it, repeats what it was sent: in its words, in keys, in what is no JSON.
  const words = JSON.stringify({
    result: { statusCode: '208', errorMessage: `${all} Bearer ${tokens[0]} ${link}`, remainAccessCount: '1', data: {} },
  })
  sandbox.misbehave({ kind: 'body', body: words })
  await ask('{ applicant(code: "900000102") { name } }')
  sandbox.misbehave({ kind: 'data', edit: (data) => ({ ...data, [all]: '1', [`Bearer ${String(tokens[1])}`]: '1' }) })
  await ask(`{ applicant(code: "${echo}") { name } }`)
  sandbox.misbehave({ kind: 'body', body: `<html>${all}</html>`, httpStatus: 500 })
  sandbox.misbehave({ kind: 'body', body: `{"result": ${all}` })
  await ask('{ applicant(code: "900000104") { name } }')
  await ask('{ applicant(code: "900000105") { name } }')
  // Links that cannot be followed.
  for (const url of [
    link,
    `${await nobody()}/a.zip?X-Amz-Signature=recognisable-signature`,
    `https://${username}:${encodeURIComponent(password)}@example.com/`,
  ])
    for (const endpoint of ['APP_DOC_CONT_REFUSAL_REASON', 'APP_DOC_CONT_REFUSAL_REASON_DECISION'] as const)
      sandbox.misbehave({ kind: 'link', endpoint, url })
  for (let index = 0; index < 3; index++)
    await ask('{ application(number: "2020000101") { documents { nodes { ... on DocumentWithBody { text } } } } }')
  // The token endpoint repeats the form, and the tokens are refused.
  sandbox.behave()
  sandbox.revokeTokens()
  sandbox.misbehave({
    kind: 'body',
    endpoint: 'token',
    times: 4,
    httpStatus: 401,
    body: `{"error_description":"${all}"}`,
  })
  await ask('{ applicant(code: "900000106") { name } }')
  sandbox.behave()
  // Callers send theirs where they should, where they should not, and as what they are not.
  for (const value of [
    `Bearer ${keys.keyOf('team')}x`,
    `Bearer ${jwt}`,
    `Basic ${keys.keyOf('team')}`,
    keys.keyOf('team'),
  ])
    await send('{}', { authorization: value })
  await send('{"query":"{ quota { endpoints { asked } } }"}', keys.headers('stranger'))
  await ask(`query ${keys.keyOf('team')} { quota { day } }`)
  await send(JSON.stringify({ query: '{ quota { day } }', extensions: keys.keyOf('team') }))
  await send(JSON.stringify({ query: `{ quota { day } }`, variables: { password, token: jwt } }))
  await send('{"query":"{ quota { day } }"}', { ...keys.headers('team'), 'x-request-id': jwt })
  await new Promise<void>((resolve) =>
    httpRequest(`${graph.url}/graphql?query={quota{day}}&access_token=${keys.keyOf('team')}`, (response) => {
      response.resume().once('end', resolve)
    }).end(),
  )
  // Defects, before the graph and within.
  for (const place of ['/src/web/', '/src/schema/']) {
    defectIn = place
    await ask('{ quota { resetsAt } }')
    expect(defectIn).toBe(null)
  }
  graph.services.log.trace({ env: { JPO_PASSWORD: password }, req: { headers: { cookie: jwt } } }, `trace ${all}`)
  seen.push(await (await fetch(`${graph.url}/ready`)).text())
  const metrics = await (await fetch(`${graph.url}/metrics`, { headers: keys.headers('team') })).text()
  while (!lines.join('').includes('trace [redacted]')) await delay(5)
  await graph.close()

  // Each of the paths was really gone.
  const [log, answers, store] = [lines.join(''), seen.join('\n'), await storedIn(path)]
  for (const code of [
    'BAD_USER_INPUT',
    'UPSTREAM_UNAVAILABLE',
    'UPSTREAM_CONTRACT',
    'UPSTREAM_UNAUTHENTICATED',
    'UNAUTHENTICATED',
    'FORBIDDEN',
    'INTERNAL_SERVER_ERROR',
  ])
    expect(answers.includes(code), code).toBe(true)
  expect(answers.includes('[redacted]')).toBe(true)
  for (const text of ['does not know; it is ignored', 'Unexpected error', 'failed outside of the graph'])
    expect(log.includes(text), text).toBe(true)
  expect(metrics).toContain('jpo_graph_unknown_keys_total{path="APPLICANT_ATTORNEY_CD data.[redacted]')
  expect(store.includes('applicantAttorney')).toBe(true)
  const secrets = [
    username,
    password,
    ...tokens,
    keys.keyOf('team'),
    keys.keyOf('stranger'),
    jwt,
    'recognisable-signature',
  ]
  for (const form of secrets.flatMap(formsOf))
    for (const [place, text] of Object.entries({ log, answers, metrics, store }))
      expect(text.includes(form), `${form} in ${place}`).toBe(false)
})

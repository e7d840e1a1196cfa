import { describe, expect, test } from 'vitest'
import { startSandbox, type Fault } from '../../src/sandbox/sandbox.ts'
import { membersOf } from './archives.ts'
import { limitsOf, visit } from './visitor.ts'
import { manualClock } from './manual-clock.ts'

type StatusFault = Extract<Fault, { kind: 'status' }>

describe('a status', () => {
  test.each<[StatusFault['statusCode'], number, string]>([
    ['107', 200, '999'],
    ['108', 200, '999'],
    ['111', 200, ''],
    ['203', 200, ''],
    ['204', 200, ''],
    ['208', 200, ''],
    ['210', 401, ''],
    ['212', 401, ''],
    ['301', 404, ''],
    ['302', 504, ''],
    ['303', 429, ''],
    ['400', 400, ''],
    ['999', 500, ''],
  ])('%s comes with HTTP %i and the counter %j', async (statusCode, httpStatus, remaining) => {
    const { get, sandbox } = await visit()
    sandbox.misbehave({ kind: 'status', statusCode })
    const reply = await get('app_progress/2020000101')
    expect(reply.status).toBe(httpStatus)
    expect(await reply.json()).toMatchObject({ result: { statusCode, remainAccessCount: remaining, data: {} } })
    expect(sandbox.used('APP_PROGRESS')).toBe(remaining === '' ? 0 : 1)
    expect((await get('app_progress/2020000101')).status).toBe(200)
  })

  test('may come with another HTTP status', async () => {
    const { get, sandbox } = await visit()
    sandbox.misbehave({ kind: 'status', statusCode: '999', httpStatus: 200 })
    expect((await get('app_progress/2020000101')).status).toBe(200)
  })
})

describe('aim', () => {
  test('is by endpoint, key and number of times, first come first served', async () => {
    const { ask, sandbox } = await visit()
    sandbox.misbehave({ kind: 'status', statusCode: '303', endpoint: 'APP_PROGRESS', key: '2020000101', times: 2 })
    sandbox.misbehave({ kind: 'status', statusCode: '999' })
    const codes = []
    for (const path of ['app_progress/2017000103', 'app_progress/2020000101', 'registration_info/2020000101']) {
      codes.push((await ask(path)).statusCode)
    }
    codes.push((await ask('app_progress/2020000101')).statusCode, (await ask('app_progress/2020000101')).statusCode)
    expect(codes).toEqual(['999', '303', '100', '303', '100'])
  })

  test('may be endless, until the office behaves', async () => {
    const { ask, sandbox } = await visit()
    sandbox.misbehave({ kind: 'status', statusCode: '302', times: Infinity })
    for (let i = 0; i < 3; i += 1) expect((await ask('app_progress/2020000101')).statusCode).toBe('302')
    sandbox.behave()
    expect((await ask('app_progress/2020000101')).statusCode).toBe('100')
  })
})

describe('a connection', () => {
  test('is slow in real time, then answers', async () => {
    const { ask, sandbox } = await visit()
    sandbox.misbehave({ kind: 'latency', ms: 60 })
    const start = performance.now()
    expect((await ask('app_progress/2020000101')).statusCode).toBe('100')
    expect(performance.now() - start).toBeGreaterThan(50)
  })

  test('may die before the answer: the call is used up', async () => {
    const { get, sandbox } = await visit()
    sandbox.misbehave({ kind: 'drop' })
    await expect(get('app_progress/2020000101')).rejects.toThrow('fetch failed')
    expect(sandbox.calls).toMatchObject([{ httpStatus: 0, statusCode: '', answered: false }])
    expect(sandbox.used('APP_PROGRESS')).toBe(1)
  })

  test('may die in the middle of the answer', async () => {
    const { get, sandbox } = await visit()
    sandbox.misbehave({ kind: 'cut' })
    const reply = await get('app_progress/2020000101')
    expect(reply.status).toBe(200)
    await expect(reply.text()).rejects.toThrow('terminated')
    expect(sandbox.calls).toMatchObject([{ httpStatus: 200, statusCode: '', answered: false }])
  })
})

describe('the answer', () => {
  test('may be any body', async () => {
    const { get, sandbox } = await visit()
    sandbox.misbehave({ kind: 'body', body: '<html>', contentType: 'text/html', httpStatus: 502 })
    const reply = await get('app_progress/2020000101')
    expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([502, 'text/html', '<html>'])
    expect(sandbox.used('APP_PROGRESS')).toBe(1)
  })

  test('may be the normal data, edited, and only once', async () => {
    const { ask, sandbox } = await visit()
    sandbox.misbehave({
      kind: 'data',
      edit: (data) => {
        delete data['inventionTitle']
        return { ...data, surprise: 1 }
      },
    })
    const edited = (await ask('registration_info/2020000101')).data
    expect(['inventionTitle' in edited, edited['surprise']]).toEqual([false, 1])
    expect((await ask('registration_info/2020000101')).data['inventionTitle']).toBe(
      '蓄電池の温度制御装置及び温度制御方法',
    )
  })

  test('may be other bytes in a ZIP', async () => {
    const { get, sandbox } = await visit()
    sandbox.misbehave({ kind: 'zip', bytes: Buffer.from('PK?') })
    const reply = await get('app_doc_cont_refusal_reason/2020000101')
    expect(reply.headers.get('content-type')).toBe('application/zip')
    expect(await reply.text()).toBe('PK?')
  })
})

describe('a link in place of the ZIP', () => {
  const path = 'app_doc_cont_opinion_amendment/2020000101'

  test('leads to the archive without a token, for five minutes', async () => {
    const { ask, clock, sandbox } = await visit()
    sandbox.misbehave({ kind: 'link' })
    const { statusCode, remainAccessCount, data } = await ask(path)
    expect([statusCode, remainAccessCount]).toEqual(['100', '999'])
    const url = new URL(String(data['URL']))
    expect([url.origin, url.pathname]).toEqual([
      sandbox.origin,
      '/ten-megabytes/docContOpinionAmendment_2020000101.zip',
    ])
    const members = await membersOf(Buffer.from(await (await fetch(url)).arrayBuffer()))
    expect([...members.keys()]).toContain('A53_52300010105/JPOXMLDOC01-jpbibl.xml')

    clock.advance(300_000)
    const late = await fetch(url, { headers: { authorization: 'Bearer x' } })
    expect([late.status, late.headers.get('content-type')]).toEqual([403, 'application/xml'])
    expect(await late.text()).toContain('<Code>AccessDenied</Code>')
    expect(sandbox.linkRequests.map(({ authorization }) => authorization)).toEqual([null, 'Bearer x'])
    expect((await fetch(`${url.href}0`)).status).toBe(403)
  })

  test('may lead anywhere', async () => {
    const { ask, sandbox } = await visit()
    sandbox.misbehave({ kind: 'link', url: 'https://elsewhere.example/x.zip' })
    expect((await ask(path)).data).toEqual({ URL: 'https://elsewhere.example/x.zip' })
  })
})

test('the token endpoint fails only when it is meant', async () => {
  const { requestToken, sandbox } = await visit()
  const form = { grant_type: 'password', username: 'sandbox-user', password: 'sandbox-password' }
  sandbox.misbehave({ kind: 'status', statusCode: '303', times: Infinity })
  expect((await requestToken(form)).status).toBe(200)
  sandbox.misbehave({ endpoint: 'token', kind: 'drop' })
  await expect(requestToken(form)).rejects.toThrow('fetch failed')
  sandbox.misbehave({ endpoint: 'token', kind: 'status', statusCode: '212', httpStatus: 403 })
  expect((await requestToken(form)).status).toBe(403)
  sandbox.misbehave({ endpoint: 'token', kind: 'body', body: 'busy', httpStatus: 503 })
  expect((await requestToken(form)).status).toBe(503)
  sandbox.misbehave({ endpoint: 'token', kind: 'data', edit: ({ access_token }) => ({ access_token }) })
  expect(Object.keys((await (await requestToken(form)).json()) as object)).toEqual(['access_token'])
  sandbox.misbehave({ endpoint: 'token', kind: 'cut' })
  await expect((await requestToken(form)).text()).rejects.toThrow('terminated')
})

test('closing ends what is still waiting', async () => {
  const sandbox = await startSandbox({ clock: manualClock(0), limits: limitsOf(1), requestsPerMinute: 1 })
  sandbox.misbehave({ kind: 'latency', ms: Infinity })
  const call = fetch(`${sandbox.origin}/api/patent/v1/app_progress/2020000101`)
  const refused = expect(call).rejects.toThrow('fetch failed')
  while (sandbox.calls.length === 0) await new Promise(setImmediate)
  await sandbox.close()
  await refused
})

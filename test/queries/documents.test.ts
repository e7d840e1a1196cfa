import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { documentArchive } from '../../src/sandbox/documents/archive.ts'
import type { Endpoint } from '../../src/sources/jpo/endpoints.ts'
import { membersOf } from '../sandbox/archives.ts'
import { zipOf } from '../sources/jpo/documents/office-zip.ts'
import { folder } from '../support/files.ts'
import { type GraphAnswer, startGraph } from '../support/graph.ts'

const showcase = '2020000101'

interface Row {
  __typename: string
  id: string
  code: string
  name: string
  number: string | null
  date: string | null
  deliverable: boolean
  text?: string | null
}

const row = '__typename id code name number date deliverable'

function bodiesOf(number: string, codes: readonly string[]): string {
  const filter = codes.length > 0 ? `(filter: { codes: ${JSON.stringify(codes)} })` : ''
  return `{ application(number: "${number}") { documents${filter} { nodes { ${row} ... on DocumentWithBody { text } } } } }`
}

const rowsOf = ({ data }: GraphAnswer) => data.application.documents.nodes as Row[]
const archivesIn = (calls: string[]) => calls.filter((call) => call.startsWith('APP_DOC_CONT'))

async function archiveOf(endpoint: Endpoint, number: string): Promise<Buffer> {
  const subject = composedPortfolio.cases.find((it) => it.number === number)
  const archive = subject && (await documentArchive(endpoint, subject, Date.UTC(2026, 10, 20)))
  if (!archive) throw new Error(`${number} has no archive at ${endpoint}`)
  return archive.bytes
}

test.each([
  ['notices alone', ['A131'], ['APP_DOC_CONT_REFUSAL_REASON']],
  ['decisions alone', ['A01'], ['APP_DOC_CONT_REFUSAL_REASON_DECISION']],
  ['notices and decisions', ['A131', 'A01'], ['APP_DOC_CONT_REFUSAL_REASON_DECISION']],
  ['opinions', ['A53'], ['APP_DOC_CONT_OPINION_AMENDMENT']],
  ['amendments', ['A523'], ['APP_DOC_CONT_OPINION_AMENDMENT']],
  ['opinions and amendments', ['A53', 'A523'], ['APP_DOC_CONT_OPINION_AMENDMENT']],
  ['other documents', ['A63', 'A621', 'A971007', 'A61', 'R100', 'R150'], []],
  ['everything', [], ['APP_DOC_CONT_OPINION_AMENDMENT', 'APP_DOC_CONT_REFUSAL_REASON_DECISION']],
])('the bodies of %s cost one ZIP for each endpoint needed', async (_name, codes, archives) => {
  const graph = await startGraph()
  const answer = await graph.query(bodiesOf('2021000109', codes))
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toEqual([
    ...archives.map((endpoint) => `${endpoint} 2021000109`),
    'APP_PROGRESS_SIMPLE 2021000109',
  ])
  for (const { deliverable, text, name } of rowsOf(answer)) {
    if (!deliverable) expect(text ?? null).toBeNull()
    else if (name !== '添付書類') expect(text).toMatch(/\S/)
  }
  expect((await graph.query(bodiesOf('2021000109', codes))).data).toEqual(answer.data)
  expect(graph.calls()).toEqual([])
})

test('an archive stored for one kind of document answers for another that it holds', async () => {
  const graph = await startGraph()
  await graph.query(bodiesOf(showcase, ['A01']))
  graph.calls()
  const answer = await graph.query(bodiesOf(showcase, ['A131']))
  expect(answer.errors).toEqual([])
  expect(rowsOf(answer)[0]?.text).toContain('拒絶理由通知書')
  expect(graph.calls()).toEqual([])
})

test('each row has the body that stands under its own number', async () => {
  const graph = await startGraph()
  const rows = rowsOf(await graph.query(bodiesOf('2019000106', [])))
  const texts = rows.flatMap(({ __typename, text }) => (text ? [[__typename, text] as const] : []))
  expect(texts.map(([typename]) => typename)).toEqual([
    'NoticeOfReasonsForRefusal',
    'WrittenOpinion',
    'WrittenAmendment',
    'NoticeOfReasonsForRefusal',
    'WrittenAmendment',
    'DismissalOfAmendment',
    'DecisionOfRefusal',
    'WrittenAmendment',
  ])
  const words = [
    '放熱板を折り曲げることは',
    '放熱板の曲げ方',
    '二度',
    '折り曲げる向き',
    '三度',
    '補正',
    '拒絶',
    '流路の側に',
  ]
  for (const [index, [, text]] of texts.entries()) expect(text).toContain(words[index])
})

test('where the archives answer 108 the bodies are null without an error, and 108 is remembered', async () => {
  const graph = await startGraph()
  const answer = await graph.query(bodiesOf('2020000112', []))
  expect(answer.errors).toEqual([])
  expect(rowsOf(answer).filter(({ deliverable }) => deliverable)).toHaveLength(3)
  expect(rowsOf(answer).map(({ text }) => text ?? null)).toEqual(rowsOf(answer).map(() => null))
  expect(archivesIn(graph.calls())).toHaveLength(2)
  await graph.query(bodiesOf('2020000112', []))
  expect(graph.calls()).toEqual([])
})

test('a poisoned file of an archive is UPSTREAM_CONTRACT at its own document only', async () => {
  const graph = await startGraph()
  const endpoint = 'APP_DOC_CONT_REFUSAL_REASON_DECISION'
  const members = await membersOf(await archiveOf(endpoint, '2021000109'))
  const [poisoned = ''] = [...members.keys()].filter((name) => name.endsWith('.xml'))
  members.set(poisoned, Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))
  graph.sandbox.misbehave({ kind: 'zip', bytes: await zipOf(Object.fromEntries(members)) })
  graph.sandbox.misbehave({ kind: 'zip', bytes: await zipOf(Object.fromEntries(members)), endpoint })
  const answer = await graph.query(bodiesOf('2021000109', ['A131', 'A01']))
  expect(answer.errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['application', 'documents', 'nodes', 0, 'text'], 'UPSTREAM_CONTRACT'],
  ])
  expect(answer.errors[0]?.message).toContain(`${endpoint}/${poisoned}`)
  const texts = rowsOf(answer).filter(({ deliverable }) => deliverable)
  expect(texts.map(({ code, text }) => [code, text === null])).toEqual([
    ['A131', true],
    ['A131', false],
    ['A01', false],
  ])
})

test('a broken archive is UPSTREAM_CONTRACT at each of its documents, and is not remembered', async () => {
  const graph = await startGraph()
  const endpoint = 'APP_DOC_CONT_REFUSAL_REASON_DECISION'
  const whole = await archiveOf(endpoint, '2021000109')
  graph.sandbox.misbehave({ kind: 'zip', bytes: whole.subarray(0, whole.length - 40), endpoint })
  const all = bodiesOf('2021000109', ['A131', 'A01', 'A53'])
  const answer = await graph.query(all)
  expect(answer.errors.map(({ path, extensions }) => [path?.[3], extensions['code']])).toEqual(
    rowsOf(answer).flatMap(({ code, deliverable }, index) =>
      deliverable && code !== 'A53' ? [[index, 'UPSTREAM_CONTRACT']] : [],
    ),
  )
  expect(answer.errors).toHaveLength(3)
  expect(rowsOf(answer).find(({ code }) => code === 'A53')?.text).toMatch(/\S/)
  graph.calls()
  const again = await graph.query(all)
  expect(again.errors).toEqual([])
  expect(graph.calls()).toEqual([`${endpoint} 2021000109`])
})

test('documents that only an archive names are found where it is paid for, and by their ids for ever', async () => {
  const graph = await startGraph()
  const unlisted = `unlistedDocuments { ${row} ... on DocumentWithBody { text } }`
  const none = await graph.query(`{ application(number: "2022000111") { ${unlisted} } }`)
  expect(none.errors).toEqual([])
  expect(none.data.application.unlistedDocuments).toEqual([])
  expect(archivesIn(graph.calls())).toEqual([])

  const found = await graph.query(
    `{ application(number: "2022000111") { ${unlisted} documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } } } } }`,
  )
  expect(found.errors).toEqual([])
  const [document] = found.data.application.unlistedDocuments as Row[]
  expect(document).toMatchObject({ __typename: 'UntypedDocument', code: 'A131', name: '拒絶理由通知書', date: null })
  expect(document?.text).toContain('請求項４は、請求項１と共通する特徴')
  expect(archivesIn(graph.calls())).toEqual(['APP_DOC_CONT_REFUSAL_REASON 2022000111'])

  const byId = `query ($id: ID!) { node(id: $id) { ... on Document { ${row} ... on DocumentWithBody { text } } } }`
  expect((await graph.query(byId, { id: document?.id })).data.node).toEqual(document)
  expect(graph.calls()).toEqual([])
  // A server that has stored nothing pays for the list and for the archive that would hold it.
  const elsewhere = await startGraph()
  expect((await elsewhere.query(byId, { id: document?.id })).data.node).toEqual(document)
  expect(elsewhere.calls()).toEqual(['APP_DOC_CONT_REFUSAL_REASON 2022000111', 'APP_PROGRESS_SIMPLE 2022000111'])
})

test('documents of an archive whose files bear no 書類番号 are unlisted too, each once under an id of its own', async () => {
  const notices = 'APP_DOC_CONT_REFUSAL_REASON'
  const decisions = 'APP_DOC_CONT_REFUSAL_REASON_DECISION'
  const graph = await startGraph()
  const members = await membersOf(await archiveOf(notices, showcase))
  const [notice] = [...members.entries()].filter(([name]) => name.endsWith('.xml')).map(([, bytes]) => bytes)
  if (!notice) throw new Error('The showcase has no notice')
  const other = Buffer.from(notice.toString('latin1').replace('20230704', '20230705'), 'latin1')
  const broken = notice.subarray(0, 900)
  const zip = await zipOf({ ...Object.fromEntries(members), 'a.xml': notice, 'b.xml': other, 'c.xml': broken })
  for (const endpoint of [notices, decisions] as const) graph.sandbox.misbehave({ kind: 'zip', endpoint, bytes: zip })
  const unlisted = `unlistedDocuments { ${row} ... on UntypedDocument { draftingDate } }`
  const texts = 'documents { nodes { ... on DocumentWithBody { text } } }'
  await graph.query(bodiesOf(showcase, ['A131']))
  const { data } = await graph.query(`{ application(number: "${showcase}") { ${unlisted} ${texts} } }`)
  const found = data.application.unlistedDocuments as (Row & { draftingDate: string | null })[]
  expect(found.map(({ code, number, draftingDate }) => [code, number, draftingDate])).toEqual([
    ['A131', null, '2023-07-04'],
    ['A131', null, '2023-07-05'],
    ['', null, null],
  ])
  expect(new Set(found.map(({ id }) => id)).size).toBe(3)
  const byId = `query ($id: ID!) { node(id: $id) { ... on Document { ${row} } ... on UntypedDocument { draftingDate } } }`
  for (const document of found) expect((await graph.query(byId, { id: document.id })).data.node).toEqual(document)
})

test('once the list names what only the archive held, the old id leads to the row', async () => {
  const graph = await startGraph()
  const subject = composedPortfolio.cases.find((it) => it.number === '2022000111')
  const [notice] = subject?.unlisted ?? []
  if (!subject || !notice) throw new Error('The portfolio lacks its case with an unlisted document')
  const number = '06126011106'
  const id = Buffer.from(`Document:2022000111/unlisted.${number}.A131`).toString('base64url')
  graph.sandbox.setPortfolio({
    cases: [{ ...subject, unlisted: [], history: [...(subject.history ?? []), { ...notice, number }] }],
  })
  const { data, errors } = await graph.query(
    'query ($id: ID!) { node(id: $id) { __typename ... on Document { date } } }',
    { id },
  )
  expect(errors).toEqual([])
  expect(data.node).toEqual({ __typename: 'NoticeOfReasonsForRefusal', date: '2026-11-04' })
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2022000111'])
})

test('every document of the portfolio has an id of its own that finds it again', async () => {
  const graph = await startGraph({ env: { JPO_REQUESTS_PER_MINUTE: '10000' } })
  const numbers = composedPortfolio.cases.map(({ number }) => number)
  const { data, errors } = await graph.query(
    `query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) { documents { nodes { ${row} } } } }`,
    { numbers },
  )
  expect(errors).toEqual([])
  const rows = (data.applications as { documents: { nodes: Row[] } }[]).flatMap(({ documents }) => documents.nodes)
  const ids = rows.map(({ id }) => id)
  expect(rows.length).toBeGreaterThan(250)
  expect(new Set(ids).size).toBe(ids.length)
  graph.calls()
  for (let at = 0; at < ids.length; at += 200) {
    const page = ids.slice(at, at + 200)
    const found = await graph.query(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Document { ${row} } } }`, {
      ids: page,
    })
    expect(found.errors).toEqual([])
    expect(found.data.nodes).toEqual(rows.slice(at, at + 200))
  }
  expect(graph.calls()).toEqual([])
})

test('the parts of one 特許願 share its number and nothing else', async () => {
  const graph = await startGraph()
  const rows = rowsOf(await graph.query(bodiesOf(showcase, ['A63'])))
  expect(rows.map(({ name }) => name)).toEqual(['要約書', '特許願', '請求の範囲', '明細書', '図面'])
  expect(new Set(rows.map(({ number }) => number)).size).toBe(1)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(5)
  expect(rows.every(({ __typename, deliverable }) => __typename === 'OtherDocument' && !deliverable)).toBe(true)
})

test('placeholders are listed with a null number', async () => {
  const graph = await startGraph()
  const rows = rowsOf(await graph.query(bodiesOf(showcase, ['A61', 'R100', 'R150'])))
  expect(rows.map(({ code, number }) => [code, number])).toEqual([
    ['A61', null],
    ['R100', null],
    ['R150', null],
  ])
})

test('pages, cursors and filters cut the list by date', async () => {
  const graph = await startGraph()
  async function page(args: string) {
    const { data, errors } = await graph.query(
      `{ application(number: "2020000101") { documents${args} { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id code date } } } } }`,
    )
    expect(errors).toEqual([])
    const { totalCount, pageInfo, edges } = data.application.documents as {
      totalCount: number
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
      edges: { cursor: string; node: Row }[]
    }
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
      edges.at(0)?.cursor ?? null,
      edges.at(-1)?.cursor ?? null,
    ])
    const ids = edges.map(({ node }) => node.id)
    return { totalCount, ids, edges, next: pageInfo.hasNextPage, previous: pageInfo.hasPreviousPage }
  }
  const all = await page('')
  expect(all).toMatchObject({ totalCount: 15, next: false, previous: false })
  const dates = all.edges.map(({ node }) => node.date ?? '')
  expect(dates).toEqual(dates.toSorted())
  const cursor = (index: number) => all.edges[index]?.cursor ?? ''

  expect(await page('(first: 3)')).toMatchObject({
    ids: all.ids.slice(0, 3),
    totalCount: 15,
    next: true,
    previous: false,
  })
  expect(await page(`(first: 3, after: "${cursor(2)}")`)).toMatchObject({
    ids: all.ids.slice(3, 6),
    next: true,
    previous: true,
  })
  expect(await page(`(first: 3, after: "${cursor(13)}")`)).toMatchObject({
    ids: all.ids.slice(14),
    next: false,
    previous: true,
  })
  expect(await page('(last: 2)')).toMatchObject({ ids: all.ids.slice(13), next: false, previous: true })
  expect(await page(`(last: 2, before: "${cursor(4)}")`)).toMatchObject({
    ids: all.ids.slice(2, 4),
    next: true,
    previous: true,
  })
  expect(await page(`(after: "${cursor(1)}", before: "${cursor(4)}")`)).toMatchObject({ ids: all.ids.slice(2, 4) })
  expect(await page('(first: 0)')).toMatchObject({ ids: [], totalCount: 15 })
  expect(await page('(first: 100)')).toMatchObject({ ids: all.ids, next: false })
  expect((await page('(filter: { deliverable: true })')).edges.map(({ node }) => node.code)).toEqual([
    'A131',
    'A53',
    'A523',
    'A01',
  ])
  expect(await page('(filter: { codes: ["A131"], from: "2023-07-12" })')).toMatchObject({ ids: [], totalCount: 0 })
  expect(await page('(filter: { codes: ["A131"], from: "2023-07-11", to: "2023-07-11" })')).toMatchObject({
    totalCount: 1,
  })
  expect(await page(`(first: 1, after: "${cursor(5)}", filter: { deliverable: true })`)).toMatchObject({
    totalCount: 4,
    next: true,
  })
})

test.each([
  '(first: -1)',
  '(last: -1)',
  '(first: 2, last: 2)',
  '(after: "nonsense")',
  '(before: "")',
  '(first: 1, after: "OTHER")',
])('documents%s is BAD_USER_INPUT', async (args) => {
  const graph = await startGraph()
  const other = await graph.query(
    '{ application(number: "2019000106") { documents(filter: { codes: ["A131"] }) { edges { cursor } } } }',
  )
  const foreign = other.data.application.documents.edges[0].cursor as string
  const answer = await graph.query(
    `{ application(number: "2020000101") { inventionTitle documents${args.replace('OTHER', foreign)} { totalCount } } }`,
  )
  expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT'])
})

test('a ZIP behind a link is fetched without the token, and kept in place of the link', async () => {
  const store = join(folder(), 'jpo.sqlite')
  const env = { STORE_URL: `sqlite:${store}` }
  const graph = await startGraph({ env })
  graph.sandbox.misbehave({ kind: 'link' })
  graph.sandbox.misbehave({ kind: 'link', endpoint: 'APP_DOC_CONT_OPINION_AMENDMENT' })
  const answer = await graph.query(bodiesOf(showcase, ['A53', 'A523']))
  expect(answer.errors).toEqual([])
  expect(rowsOf(answer).every(({ text }) => text)).toBe(true)
  const [request, ...more] = graph.sandbox.linkRequests
  expect(more).toEqual([])
  expect(request?.authorization).toBeNull()
  const signature = request?.path.split('=')[1] ?? ''
  expect(signature).toMatch(/^[0-9a-f]{32}$/)
  expect(archivesIn(graph.calls())).toEqual([`APP_DOC_CONT_OPINION_AMENDMENT ${showcase}`])
  await graph.close()
  expect(readFileSync(store, 'latin1')).not.toContain(signature)

  const after = await startGraph({ env })
  expect((await after.query(bodiesOf(showcase, ['A53', 'A523']))).data).toEqual(answer.data)
  expect(after.calls()).toEqual([])
  expect(after.sandbox.linkRequests).toEqual([])
})

test.each([
  ['of plain HTTP', 'http://ip-data.example/x.zip?signature=hush', 'UPSTREAM_CONTRACT'],
  ['with a name and a password', 'https://a:hush@ip-data.example/x.zip', 'UPSTREAM_CONTRACT'],
  ['of another port of this machine', 'http://127.0.0.1:9/x.zip?signature=hush', 'UPSTREAM_CONTRACT'],
  ['of another kind', 'ftp://ip-data.example/x.zip?signature=hush', 'UPSTREAM_CONTRACT'],
  ['that is none', 'hush', 'UPSTREAM_CONTRACT'],
  ['that is empty', '', 'UPSTREAM_CONTRACT'],
  ['to this machine by HTTPS', 'https://127.0.0.1:9/x.zip?signature=hush', 'UPSTREAM_UNAVAILABLE'],
  ['to this machine by name', 'https://localhost:9/x.zip?signature=hush', 'UPSTREAM_UNAVAILABLE'],
  ['to this machine by IPv6', 'https://[::1]:9/x.zip?signature=hush', 'UPSTREAM_UNAVAILABLE'],
  ['to a private address', 'https://10.0.0.1/x.zip?signature=hush', 'UPSTREAM_UNAVAILABLE'],
  ["to a cloud's metadata", 'https://169.254.169.254/x.zip?signature=hush', 'UPSTREAM_UNAVAILABLE'],
])('a link %s is not followed', async (_name, url, code) => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'link', endpoint: 'APP_DOC_CONT_OPINION_AMENDMENT', url })
  const answer = await graph.query(bodiesOf(showcase, ['A53']))
  expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual([code])
  if (code === 'UPSTREAM_UNAVAILABLE') expect(answer.errors[0]?.message).toContain('the address is not a public one')
  expect(JSON.stringify(answer.errors)).not.toContain('hush')
  const again = await graph.query(bodiesOf(showcase, ['A53']))
  expect(again.errors).toEqual([])
})

test('a success that holds neither a ZIP nor a link is UPSTREAM_CONTRACT', async () => {
  const graph = await startGraph()
  const body = '{"result":{"statusCode":"100","errorMessage":"","remainAccessCount":"9","data":{}}}'
  graph.sandbox.misbehave({ kind: 'body', body, endpoint: 'APP_DOC_CONT_OPINION_AMENDMENT' })
  const answer = await graph.query(bodiesOf(showcase, ['A53']))
  expect(answer.errors).toMatchObject([
    { extensions: { code: 'UPSTREAM_CONTRACT', where: 'APP_DOC_CONT_OPINION_AMENDMENT data.URL' } },
  ])
})

test('a link that has expired is UPSTREAM_UNAVAILABLE', async () => {
  const graph = await startGraph()
  const url = `${graph.sandbox.origin}/ten-megabytes/gone.zip?signature=hush`
  graph.sandbox.misbehave({ kind: 'link', endpoint: 'APP_DOC_CONT_OPINION_AMENDMENT', url })
  const answer = await graph.query(bodiesOf(showcase, ['A53']))
  expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_UNAVAILABLE'])
  expect(JSON.stringify(answer.errors)).not.toContain('hush')
})

import { readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSqliteJournal } from '../../src/quota/sqlite-journal.ts'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { readConfig } from '../../src/config.ts'
import { accountOf } from '../../src/services.ts'
import { openDatabase } from '../../src/store/database.ts'
import { folder } from '../support/files.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { type Office, startOffice } from '../support/office.ts'

const showcase = '2020000101'
const title = '{ application(number: "2020000101") { inventionTitle } }'
const facts = `{
  applicationByPublicationNumber(number: "2021000101") { number }
  applicant(code: "900000101") { name }
}`

/** Its showcase has a title of its own, so that one can see who answered. */
function startOtherOffice(): Promise<Office> {
  const cases = composedPortfolio.cases.map((it) => (it.number === showcase ? { ...it, title: '別の発明' } : it))
  return startOffice({ portfolio: { cases } })
}

async function usedOf(graph: Graph): Promise<Record<string, number>> {
  const { data } = await graph.query('{ quota { endpoints { endpoint used } } }')
  const rows = data.quota.endpoints as { endpoint: string; used: number }[]
  return Object.fromEntries(rows.filter(({ used }) => used > 0).map(({ endpoint, used }) => [endpoint, used]))
}

test('what the sandbox told is never served or counted as the office’s, nor the other way round', async () => {
  const env = { STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
  const office = await startOtherOffice()
  const ofSandbox = { application: { inventionTitle: '蓄電池の温度制御装置及び温度制御方法' } }
  const ofOffice = { application: { inventionTitle: '別の発明' } }

  const first = await startGraph({ env })
  expect((await first.query(title)).data).toEqual(ofSandbox)
  expect((await first.query(facts)).errors).toEqual([])
  expect(first.calls()).toEqual([`APP_PROGRESS_SIMPLE ${showcase}`])
  await first.close()

  const second = await startGraph({ env, office })
  expect(await usedOf(second)).toEqual({})
  expect((await second.query(facts)).errors).toEqual([])
  expect((await second.query(title)).data).toEqual(ofOffice)
  expect(second.calls()).toEqual([
    'APPLICANT_ATTORNEY_CD 900000101',
    `APP_PROGRESS_SIMPLE ${showcase}`,
    'CASE_NUMBER_REFERENCE publication/2021000101',
  ])
  expect(await usedOf(second)).toEqual({ APPLICANT_ATTORNEY_CD: 1, APP_PROGRESS_SIMPLE: 1, CASE_NUMBER_REFERENCE: 1 })
  await second.close()

  const third = await startGraph({ env })
  expect((await third.query(title)).data).toEqual(ofSandbox)
  expect((await third.query(facts)).errors).toEqual([])
  expect(third.calls()).toEqual([])
  expect(await usedOf(third)).toEqual({ APP_PROGRESS_SIMPLE: 1 })
  await third.close()

  const fourth = await startGraph({ env, office })
  expect((await fourth.query(title)).data).toEqual(ofOffice)
  expect((await fourth.query(facts)).errors).toEqual([])
  expect(fourth.calls()).toEqual([])
  expect(await usedOf(fourth)).toEqual({ APPLICANT_ATTORNEY_CD: 1, APP_PROGRESS_SIMPLE: 1, CASE_NUMBER_REFERENCE: 1 })
})

test('the journal of one account says nothing of another’s calls', async () => {
  const file = join(folder(), 'jpo.sqlite')
  const env = { STORE_URL: `sqlite:${file}` }
  const office = await startOffice()
  const ofSandbox = await startGraph({ env })
  await ofSandbox.query(title)
  await ofSandbox.close()
  const ofOffice = await startGraph({ env, office })
  await ofOffice.query(facts)
  await ofOffice.close()
  const database = openDatabase({ kind: 'sqlite', file })
  onTestFinished(() => database.close())
  const endpointsOf = async ({ services: { config, clock, log } }: Graph) => {
    const journal = createSqliteJournal({ database, account: accountOf(config), clock, log })
    return (await journal.report()).map(({ endpoint, calls }) => `${calls} ${endpoint}`)
  }
  expect(await endpointsOf(ofSandbox)).toEqual(['1 APP_PROGRESS_SIMPLE'])
  expect(await endpointsOf(ofOffice)).toEqual(['1 APPLICANT_ATTORNEY_CD', '1 CASE_NUMBER_REFERENCE'])
})

test('two offices do not share what they told', async () => {
  const env = { STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
  const [one, other] = [await startOffice(), await startOtherOffice()]
  const first = await startGraph({ env, office: one })
  await first.query(title)
  await first.close()
  const second = await startGraph({ env, office: other })
  expect((await second.query(title)).data).toEqual({ application: { inventionTitle: '別の発明' } })
  expect(await usedOf(second)).toEqual({ APP_PROGRESS_SIMPLE: 1 })
})

test('another ID at the same office is served and counted nothing of the first one’s', async () => {
  const env = {
    STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}`,
    JPO_DAILY_LIMITS: 'APP_PROGRESS_SIMPLE=1,APP_PROGRESS=0',
  }
  const office = await startOffice()
  const mine = await startGraph({ env, office })
  expect((await mine.query(title)).errors).toEqual([])
  expect(await usedOf(mine)).toEqual({ APP_PROGRESS_SIMPLE: 1 })
  await mine.close()

  // The office does not know this ID: whatever it gets can only come from the store.
  const theirs = await startGraph({ env: { ...env, JPO_USERNAME: 'specimen-02' }, office })
  const answer = await theirs.query(title)
  expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_UNAUTHENTICATED'])
  expect(await usedOf(theirs)).toEqual({})
  await theirs.close()

  const again = await startGraph({ env, office })
  expect((await again.query(title)).quota).toMatchObject({ spent: [], cached: 1 })
  expect(await usedOf(again)).toEqual({ APP_PROGRESS_SIMPLE: 1 })
})

test('a sandbox of recordings does not serve what the composed one told', async () => {
  const [store, recordings] = [folder(), folder()]
  const env = { STORE_URL: `sqlite:${join(store, 'jpo.sqlite')}` }
  const composed = await startGraph({ env })
  await composed.query(title)
  await composed.close()
  const recorded = await startGraph({ env: { ...env, SANDBOX_RECORDINGS: recordings } })
  expect((await recorded.query(title)).data).toEqual({ application: null })
  expect(recorded.calls()).toEqual([`APP_PROGRESS_SIMPLE ${showcase}`])
})

test('what a recording says is served from the next start on, though there was none before', async () => {
  const recordings = folder()
  const env = { STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}`, SANDBOX_RECORDINGS: recordings }
  const question = '{ applicant(code: "900000101") { name } }'
  const recorded = { applicantAttorneyName: '架空電機株式会社' }
  const before = await startGraph({ env })
  expect((await before.query(question)).data).toEqual({ applicant: null })
  await before.close()

  const result = { statusCode: '100', errorMessage: '', remainAccessCount: '1', data: recorded }
  writeFileSync(join(recordings, 'applicant_attorney_cd-900000101.json'), JSON.stringify({ result }))
  const after = await startGraph({ env })
  expect((await after.query(question)).data).toEqual({ applicant: { name: '架空電機株式会社' } })
  await after.close()

  const unchanged = await startGraph({ env })
  expect((await unchanged.query(question)).quota).toMatchObject({ spent: [], cached: 1 })
})

test('recordings are others when a file’s name, size or time is', () => {
  const recordings = folder()
  const config = readConfig({ SANDBOX_RECORDINGS: recordings })
  const accounts = [accountOf(config)]
  const change = (work: () => void) => {
    work()
    accounts.push(accountOf(config))
  }
  const file = join(recordings, 'b')
  change(() => writeFileSync(file, '1'))
  change(() => writeFileSync(join(recordings, 'a'), '1'))
  change(() => utimesSync(file, 1, 1))
  change(() => {
    writeFileSync(file, '12')
    utimesSync(file, 1, 1)
  })
  // An editor's lock: a link to nothing.
  change(() => symlinkSync('nobody@nowhere', join(recordings, '.#b')))
  expect(new Set(accounts).size).toBe(6)
  expect(accountOf(config)).toBe(accounts[5])
  rmSync(recordings, { recursive: true })
  expect(() => accountOf(config)).toThrow(`The directory of recordings ${recordings} cannot be read: ENOENT`)
})

test('the file names neither the ID nor its password', async () => {
  const path = folder()
  const office = await startOffice()
  const graph = await startGraph({ env: { STORE_URL: `sqlite:${join(path, 'jpo.sqlite')}` }, office })
  await graph.query(title)
  await graph.close()
  const bytes = readdirSync(path)
    .map((name) => readFileSync(join(path, name), 'latin1'))
    .join('')
  expect(bytes).toContain(showcase)
  for (const secret of ['JPO_USERNAME', 'JPO_PASSWORD']) expect(bytes).not.toContain(office.env[secret])
})

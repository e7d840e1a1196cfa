import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { startGraph } from '../support/graph.ts'

const account = { username: 'test-user-1', password: 'recognisable-secret' }

const { limits, requestsPerMinute } = readConfig({ JPO_DAILY_LIMITS: 'handbook' })

/** A sandbox in the place of the office, and the command that asks it. */
async function office() {
  const sandbox = await startSandbox({ clock: systemClock, limits, requestsPerMinute, ...account })
  onTestFinished(() => sandbox.close())
  const out = join(folder(), 'recordings')
  const env = {
    JPO_USERNAME: account.username,
    JPO_PASSWORD: account.password,
    JPO_BASE_URL: sandbox.origin,
    STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}`,
  }
  async function record(...args: string[]) {
    const command = runNode('scripts/record.ts', [...args, '--out', out], { env })
    const code = await command.ended
    return { code, output: command.output() }
  }
  return { sandbox, record, out, calls: () => sandbox.calls.map(({ endpoint, key }) => `${endpoint} ${key}`) }
}

test('what was recorded from the office is served by the sandbox', async () => {
  const { record, out, calls } = await office()
  const applicant = { code: '900000101', name: '架空電機株式会社' }
  const questions = [
    ['app_progress', '特願2020-000101'],
    ['APP_DOC_CONT_REFUSAL_REASON_DECISION', '2020000101'],
    ['case_number_reference', 'application/2020-000101'],
    ['applicant_attorney', applicant.name],
    ['app_progress', '2020999999'],
  ]
  for (const question of questions) expect(await record(...question)).toMatchObject({ code: 0 })
  expect(calls()).toEqual([
    'APP_PROGRESS 2020000101',
    'APP_DOC_CONT_REFUSAL_REASON_DECISION 2020000101',
    'CASE_NUMBER_REFERENCE application/2020000101',
    `APPLICANT_ATTORNEY ${applicant.name}`,
    'APP_PROGRESS 2020999999',
  ])
  expect(readdirSync(out).sort()).toEqual(
    [
      'app_doc_cont_refusal_reason_decision-2020000101.zip',
      'app_progress-2020000101.json',
      'app_progress-2020999999.json',
      `applicant_attorney-${applicant.name}.json`,
      'case_number_reference-application-2020000101.json',
    ].sort(),
  )
  const query = `{
    known: application(number: "2020000101") {
      inventionTitle
      applicants { name }
      priorityClaims { number }
      documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } } }
    }
    absent: application(number: "2020999999") { inventionTitle }
    applicantsByName(name: "${applicant.name}") { name code }
  }`
  const [composed, recorded] = await Promise.all([
    startGraph(),
    startGraph({ env: { SANDBOX_RECORDINGS: out, JPO_DAILY_LIMITS: 'APP_DOC_CONT_REFUSAL_REASON=0' } }),
  ])
  const answer = await recorded.query(query)
  expect(answer).toMatchObject({ errors: [], data: { absent: null, applicantsByName: [applicant] } })
  expect(answer.data).toEqual((await composed.query(query)).data)
})

test('a recording is the answer as it came, and the journal knows of it', async () => {
  const { record, out, calls } = await office()
  const { output } = await record('app_progress', '2020000101')
  const file = join(out, 'app_progress-2020000101.json')
  expect(output).toBe(`${file}  (APP_PROGRESS 2020000101: status 100, asked the office)\n`)
  expect(readFileSync(file, 'utf8')).toMatch(
    /^{"result":{"statusCode":"100","errorMessage":"","remainAccessCount":"399"/,
  )
  expect((await record('app_progress', '2020000101')).output).toContain('stored, no call')
  expect(calls()).toEqual(['APP_PROGRESS 2020000101'])
})

test.each([
  ['no endpoint', ['2020000101'], /^Usage: npm run record/],
  ['an unknown endpoint', ['progress', '2020000101'], /^'progress' is not an endpoint.*app_progress_simple, /s],
  ['another kind of number', ['app_progress', '特開2020-000101'], /^"特開2020-000101" cannot be an application number/],
  ['a name for a code', ['applicant_attorney_cd', '架空電機株式会社'], /Accepted are 900000011/],
  ['a reference without its kind', ['case_number_reference', '2020000101'], /application\/…, publication\/… or/],
  ['too much', ['app_progress', '2020000101', '2020000102'], /^Usage/],
])('%s is refused before anything is asked', async (_, args, message) => {
  const { sandbox, record } = await office()
  const { code, output } = await record(...args)
  expect(output).toMatch(message)
  expect({ code, calls: sandbox.calls, tokens: sandbox.tokenRequests }).toEqual({ code: 1, calls: [], tokens: [] })
})

test('a failure of the office is shown, without the password, and nothing is written', async () => {
  const { sandbox, record, out } = await office()
  sandbox.misbehave({ kind: 'status', statusCode: '203', httpStatus: 200 })
  const { code, output } = await record('app_progress', '2020000101')
  expect(code).toBe(1)
  expect(output).toMatch(/^Today's calls to APP_PROGRESS are spent/m)
  expect(output).not.toContain(account.password)
  expect(readdirSync(out)).toEqual([])
})

test('without credentials there is no office to record from', async () => {
  const command = runNode('scripts/record.ts', ['app_progress', '2020000101'])
  expect(await command.ended).toBe(1)
  expect(command.output()).toBe('Recordings are made from the office: set JPO_USERNAME and JPO_PASSWORD.\n')
})

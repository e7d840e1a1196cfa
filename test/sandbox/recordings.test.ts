import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { visit } from './visitor.ts'

async function recordings(files: Record<string, string | Buffer>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-recordings-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content)
  return directory
}

const envelope = (statusCode: string, data: unknown) =>
  JSON.stringify({ result: { statusCode, errorMessage: '', remainAccessCount: '7', data } })

describe('recorded answers', () => {
  test('are served by their file names, with the counter of the sandbox', async () => {
    const { ask, fetchZip } = await visit({
      recordings: await recordings({
        'app_progress-2020999001.json': envelope('100', {
          applicationNumber: '2020999001',
          more: [{ b: '1', a: '2' }],
        }),
        'app_progress-2020999002.json': envelope('107', {}),
        'case_number_reference-publication-2021999001.json': envelope('100', { applicationNumber: '2020999001' }),
        'app_doc_cont_refusal_reason-2020999001.zip': Buffer.from('PK'),
        'jpp_fixed_address-2020999001.json': 'of another API',
        'README.md': 'not a recording',
      }),
    })
    expect(await ask('app_progress/2020999001')).toEqual({
      statusCode: '100',
      errorMessage: '',
      remainAccessCount: '999',
      data: { applicationNumber: '2020999001', more: [{ b: '1', a: '2' }] },
    })
    expect(await ask('app_progress/2020999002')).toMatchObject({ statusCode: '107', remainAccessCount: '998' })
    expect((await ask('case_number_reference/publication/2021999001')).data).toEqual({
      applicationNumber: '2020999001',
    })
    expect(await fetchZip('app_doc_cont_refusal_reason/2020999001')).toEqual(Buffer.from('PK'))
    for (const path of ['app_progress/2020000101', 'app_doc_cont_refusal_reason/2020999002']) {
      expect((await ask(path)).statusCode).toBe('107')
    }
  })

  test('of names are found by the names in them', async () => {
    const name = '架空電機株式会社'
    const data = { applicantAttorney: [{ applicantAttorneyCd: '900000101', name }] }
    const { ask } = await visit({
      recordings: await recordings({ 'applicant_attorney-any.json': envelope('100', data) }),
    })
    expect((await ask(`applicant_attorney/${encodeURIComponent(name)}`)).data).toEqual(data)
    expect((await ask('applicant_attorney/any')).statusCode).toBe('107')
  })
})

test('an edit by a fault does not change the recording', async () => {
  const files = { 'app_progress-2020999001.json': envelope('100', { applicationNumber: '2020999001' }) }
  const { ask, sandbox } = await visit({ recordings: await recordings(files) })
  sandbox.misbehave({ kind: 'data', edit: (data) => Object.assign(data, { applicationNumber: '' }) })
  const answers = [await ask('app_progress/2020999001'), await ask('app_progress/2020999001')]
  expect(answers.map(({ data }) => data['applicationNumber'])).toEqual(['', '2020999001'])
})

describe('recordings that cannot be read', () => {
  test.each([
    ['no JSON', '{'],
    ['an unknown status', envelope('42', {})],
    ['no data', envelope('100', undefined)],
    ['no envelope', '{}'],
  ])('because of %s are named when the sandbox starts', async (_, content) => {
    const directory = await recordings({ 'app_progress-2020999001.json': content })
    await expect(visit({ recordings: directory })).rejects.toThrow(
      `The recording ${join(directory, 'app_progress-2020999001.json')} cannot be read.`,
    )
  })

  test('because they are directories, or not there at all', async () => {
    const directory = await recordings({})
    await mkdir(join(directory, 'app_progress-1.json'))
    await expect(visit({ recordings: directory })).rejects.toThrow('app_progress-1.json cannot be read.')
    const missing = join(directory, 'nowhere')
    await expect(visit({ recordings: missing })).rejects.toThrow(
      `The directory of recordings ${missing} cannot be read.`,
    )
  })
})

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runNode } from '../../support/command.ts'
import { folder } from '../../support/files.ts'
import { startGraph } from '../../support/graph.ts'

/** The command in a folder with these files. */
async function check(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const cwd = folder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
  const command = runNode('scripts/check-operations.ts', args, { cwd })
  const code = await command.ended
  return { code, output: command.output().trimEnd(), file: (name: string) => join(cwd, name) }
}

const owner =
  'query Owner($number: ApplicationNumber!) { application(number: $number) { registration { ...Holders } } }\n'
const holders = '\n\nfragment Holders on Registration { rightHolders { name } }\n'

test('operations and fragments of several files: each with its place and what it costs at most', async () => {
  const { code, output } = await check(
    {
      'src/owner.graphql': owner,
      'src/panel/holders.graphql': holders,
      'src/cases.ts': [
        "import { graphql } from './gql/index.ts'",
        'export const cases = graphql(`',
        '  query Cases($numbers: [ApplicationNumber!]!) @upstream(maxCalls: 20) {',
        '    applications(numbers: $numbers) { citations { order } }',
        '  }',
        '`)',
        'export const left = graphql(/* GraphQL */ `query Left { quota { day } }`)',
        'export const none = `query None { quota { day } }`',
      ].join('\n'),
      'src/node_modules/x/other.graphql': 'query Owner { quota { day } }',
    },
    'src/**/*.{graphql,ts}',
  )
  expect(output.split('\n')).toEqual([
    'operation  place                  calls  at most, with nothing stored',
    'Cases      src/cases.ts:3:3          20  APP_PROGRESS_SIMPLE 20, APP_PROGRESS 20, CITE_DOC_INFO 20',
    'Left       src/cases.ts:7:44          0  nothing',
    'Owner      src/owner.graphql:1:1      2  APP_PROGRESS_SIMPLE 1, REGISTRATION_INFO 1',
  ])
  expect(code).toBe(0)
})

test('a file whose name could be a pattern is that file, and one named twice is read once', async () => {
  const { code, output } = await check(
    { 'app/[id]/page.graphql': owner + holders },
    'app/[id]/page.graphql',
    './app/*/*',
  )
  expect(output).toContain('app/[id]/page.graphql:1:1')
  expect(code).toBe(0)
})

test('beyond the budget the command fails, says which, and writes no manifest', async () => {
  const files = { 'owner.graphql': owner + holders, 'left.graphql': 'query Left { quota { day } }' }
  const { code, output, file } = await check(
    files,
    '*.graphql',
    '--budget',
    '1,REGISTRATION_INFO=0',
    '--manifest',
    'm.json',
  )
  expect(code).toBe(1)
  expect(output).toContain('Owner: over the budget: 2 > 1\nOwner: over the budget: REGISTRATION_INFO 1 > 0')
  expect(output).toContain('1 of 2 operations may not be used so')
  expect(output).not.toContain('Left: ')
  expect(() => readFileSync(file('m.json'))).toThrow('ENOENT')
})

test('the manifest is one that a server reads, the prices beside it are under the same hashes', async () => {
  const { code, output, file } = await check(
    { 'owner.graphql': owner + holders },
    '*.graphql',
    '--budget',
    '2,REGISTRATION_INFO=1',
    '--manifest',
    'documents.json',
  )
  expect([code, output.includes('1 operations are in')]).toEqual([0, true])
  const [hash, ...others] = Object.keys(JSON.parse(readFileSync(file('documents.json'), 'utf8')))
  expect([hash, others]).toEqual([expect.stringMatching(/^sha256:[\da-f]{64}$/), []])
  expect(JSON.parse(readFileSync(file('documents.prices.json'), 'utf8'))).toEqual({
    [hash ?? '']: { name: 'Owner', total: 2, calls: { APP_PROGRESS_SIMPLE: 1, REGISTRATION_INFO: 1 }, open: [] },
  })
  const graph = await startGraph({ env: { TRUSTED_DOCUMENTS: file('documents.json'), TRUSTED_ONLY: 'on' } })
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId: hash, variables: { number: '特願2017-000103' } }),
  })
  expect(await response.json()).toMatchObject({
    data: { application: { registration: { rightHolders: [{ name: '架空自動車株式会社' }, {}] } } },
  })
  // Whether the register has the case was told by the register itself.
  expect(graph.calls().length).toBeLessThanOrEqual(2)
})

const mistakes: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], string])[] = [
  ['no file', {}, ['src/**/*.graphql'], 'No file fits src/**/*.graphql in '],
  ['no pattern', {}, [], 'Which files? Name them, or a pattern of them.'],
  ['an unknown option', {}, ['x.graphql', '--bugdet', '5'], "Unknown option '--bugdet'"],
  ['another file', { 'a.json': '{}' }, ['a.json'], 'a.json is no file of operations; accepted are .graphql'],
  [
    'syntax errors',
    { 'a.graphql': 'query A {\n  quota {\n}', 'b.ts': 'const b = graphql(`\n  query { quota day } }`)' },
    ['*.*'],
    'a.graphql:3:1 Syntax Error: Expected Name, found "}".\nb.ts:2:23 Syntax Error: Unexpected "}".',
  ],
  [
    'code that is none',
    { 'a.ts': 'const = 5; graphql(`query A { x }`)' },
    ['a.ts'],
    'a.ts cannot be read: Unexpected token',
  ],
  [
    'what is not valid',
    { 'a.graphql': '\nquery A { quota { dy } ...B }', 'b.graphql': 'fragment C on Quota { x }' },
    ['*.graphql'],
    'a.graphql:2:19 Cannot query field "dy" on type "Quota". Did you mean "day"?\na.graphql:2:27 Unknown fragment "B".\nb.graphql:1:23 Cannot query field "x" on type "Quota".',
  ],
  [
    'names that stand twice',
    { 'a.graphql': 'query A { quota { day } }', 'b.graphql': 'query A { quota { day } }\n{ quota { day } }' },
    ['*.graphql'],
    'b.graphql:1:1 The operation A is also at a.graphql:1:1.\nb.graphql:2:1 The operation has no name to be known by.',
  ],
  ['a schema', { 'a.graphql': 'type A { a: Int }' }, ['a.graphql'], 'a.graphql:1:1 defines a schema;'],
  [
    'fragments only',
    { 'a.graphql': 'fragment A on Quota { day }' },
    ['a.graphql'],
    'There is no operation in these files',
  ],
  [
    'a bad budget',
    { 'a.graphql': owner + holders },
    ['a.graphql', '--budget', 'five'],
    '--budget five: it is of the form 5',
  ],
  [
    'a bad length',
    { 'a.graphql': owner + holders },
    ['a.graphql', '--list-length', '0'],
    '--list-length must be a whole number from 1 to 200',
  ],
  [
    'values of a variable that it lacks',
    { 'a.graphql': owner + holders, 'v.json': '{"Owner":{"nummer":"1"}}' },
    ['a.graphql', '--variables', 'v.json'],
    'v.json cannot be used: Owner has no variable nummer; it has number.',
  ],
  [
    'a value that the server refuses',
    { 'a.graphql': owner + holders, 'v.json': '{"Owner":{"number":"1"}}' },
    ['a.graphql', '--variables', 'v.json'],
    'Owner: The document has wrong variables: Variable "$number" got invalid value "1"',
  ],
]

test.for(mistakes)('%s: said, and the command fails', async ([, files, args, message]) => {
  const { code, output } = await check(files, ...args)
  expect([code, output]).toEqual([1, expect.stringContaining(message)])
  expect(output).not.toContain('    at ')
})

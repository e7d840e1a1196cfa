import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { changesSinceRelease, released } from '../../scripts/schema-changes.ts'
import { breakingChanges, unlisted } from '../../scripts/schema-changes/changes.ts'

const [schema = '', subgraph = ''] = released.map(([, now]) => readFileSync(now, 'utf8'))

test('nothing of the released schema and subgraph is broken without a line in the changelog', async () => {
  expect((await changesSinceRelease()).unlisted).toEqual([])
})

const planted: readonly (readonly [string, string, string | RegExp, string, readonly string[]])[] = [
  [
    'a field that is gone',
    schema,
    'erasureIdentifier: CodedValue',
    'erasure: CodedValue',
    ['Application.erasureIdentifier', 'Registration.erasureIdentifier'],
  ],
  [
    'another type',
    schema,
    'inventionTitle: String\n',
    'inventionTitle: [String]\n',
    ['Application.inventionTitle', 'Registration.inventionTitle'],
  ],
  [
    'an answer that may be null now',
    schema,
    'handbookNumber: Int!',
    'handbookNumber: Int',
    ['EndpointQuota.handbookNumber'],
  ],
  [
    'an argument that must be given now',
    schema,
    '  filter: CitationFilter\n',
    '  filter: CitationFilter!\n',
    ['Application.citations.filter'],
  ],
  [
    'a value that is gone',
    schema,
    /\n {2}"""拒絶査定 \(A02\)[^"]+"""\n {2}REFUSED\n/,
    '\n',
    ['ApplicationStatus.REFUSED'],
  ],
  [
    'a type that is gone',
    schema,
    'PriorArtSearch',
    'Search',
    ['PriorArtSearch', 'NoticeOfReasonsForRefusal.priorArtSearch'],
  ],
  ['a key that is gone', subgraph, ' @key(fields: "code")', '', ['Applicant.@key']],
]

test.for(planted)('%s: the check fails, until the changelog lists it', async ([, before, part, instead, paths]) => {
  const now = before.replaceAll(typeof part === 'string' ? part : new RegExp(part, 'g'), instead)
  expect(now).not.toBe(before)
  const changes = await breakingChanges(before, now)
  const found = new Set(changes.map(({ path }) => path))
  expect([...found]).toEqual(expect.arrayContaining([...paths]))
  const none = '# Changelog\n\n## Unreleased\n\n- `Application.status` is quicker.\n'
  expect(unlisted(changes, none)).toEqual(changes)
  const lines = [...found].map((path) => `- Breaking: what was \`${path}\`\n  is elsewhere.\n`).join('')
  expect(unlisted(changes, none + lines)).toEqual([])
  expect(unlisted(changes, `${none}\n## 1.0.0\n\n${lines}`)).toEqual(changes)
})

test('additions, descriptions and deprecations break nothing', async () => {
  const now = schema
    .replace('type Examiner {', 'type Examiner {\n  """New."""\n  more: Int\n')
    .replace('"""Which citations."""', '"""Other words."""')
    .replace('erasureIdentifier: CodedValue', 'erasureIdentifier: CodedValue @deprecated(reason: "None.")')
  expect(await breakingChanges(schema, now)).toEqual([])
})

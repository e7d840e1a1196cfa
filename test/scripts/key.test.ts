import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digestOf, isDamaged } from '../../src/auth/callers/key.ts'
import { projectFolder, run, runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { startGraph } from '../support/graph.ts'

async function key(args: readonly string[], env: Record<string, string> = {}) {
  const command = runNode('scripts/key.ts', args, { env })
  const code = await command.ended
  return { code, output: command.output().trimEnd(), key: /^jpo_\w+$/m.exec(command.output())?.[0] ?? '' }
}

const written = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as { keys: object[] }

test('a key is made, printed once, and known by its digest only', async () => {
  const file = join(folder(), 'keys.json')
  const made = await key(['--name', 'docketing', '--file', file])
  expect(made.code).toBe(0)
  expect(made.output.split(made.key)).toHaveLength(2)
  expect(isDamaged(made.key)).toBe(false)
  expect(made.output).toContain('docketing may read, documents, spend')
  expect(written(file)).toEqual({
    keys: [
      {
        name: 'docketing',
        sha256: digestOf(made.key).toString('hex'),
        scopes: ['read', 'documents', 'spend'],
      },
    ],
  })
  expect(readFileSync(file, 'utf8')).not.toContain(made.key)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(file, '..'))).toEqual(['keys.json'])
})

test('a running server knows a key that is made, and one that is revoked', async () => {
  const AUTH_API_KEYS_FILE = join(folder(), 'keys.json')
  const first = await key(['--name', 'first', '--scopes', 'read', '--file', AUTH_API_KEYS_FILE])
  const graph = await startGraph({ env: { AUTH_API_KEYS_FILE } })
  const statusOf = async (secret: string) => {
    const headers = { authorization: `Bearer ${secret}`, accept: 'application/json' }
    return (await fetch(`${graph.url}/graphql?query={quota{day}}`, { headers })).status
  }
  expect(await statusOf(first.key)).toBe(200)
  const second = await key(['--name', 'second'], { AUTH_API_KEYS_FILE })
  await expect.poll(() => statusOf(second.key), { timeout: 10_000, interval: 200 }).toBe(200)
  expect((await key(['--revoke', 'first'], { AUTH_API_KEYS_FILE })).output).toContain('first is good no longer')
  await expect.poll(() => statusOf(first.key), { timeout: 10_000, interval: 200 }).toBe(401)
  expect(await statusOf(second.key)).toBe(200)
})

test('everything that may be said of a caller; the rest of the file, its mode and a link to it stay', async () => {
  const directory = folder()
  const [file, link] = [join(directory, 'real.json'), join(directory, 'keys.json')]
  const before = { keys: [], tokens: [{ name: 'sub:1', interactive: true }], reserve: { CITE_DOC_INFO: 3 } }
  writeFileSync(file, JSON.stringify(before))
  chmodSync(file, 0o640)
  symlinkSync(file, link)
  const rights = ['--scopes', 'read, operate', '--share', 'APP_PROGRESS=100', '--share', 'CITE_DOC_INFO=5']
  const more = ['--interactive', '--expires', '2027-04-01']
  const made = await key(['--name', 'desk', ...rights, ...more, '--file', link])
  expect(made.code).toBe(0)
  const record = {
    name: 'desk',
    sha256: digestOf(made.key).toString('hex'),
    scopes: ['read', 'operate'],
    shares: { APP_PROGRESS: 100, CITE_DOC_INFO: 5 },
    interactive: true,
    expires: '2027-04-01',
  }
  expect(written(file)).toEqual({ ...before, keys: [record] })
  expect(statSync(file).mode & 0o777).toBe(0o640)
  expect(readdirSync(directory)).toEqual(['keys.json', 'real.json'])
  expect((await key(['--list', '--file', link])).output).toBe(
    'desk  read,operate  APP_PROGRESS=100  CITE_DOC_INFO=5  interactive  until 2027-04-01',
  )
  expect((await key(['--revoke', 'desk', '--file', link])).code).toBe(0)
  expect(written(file)).toEqual(before)
})

test('several at once lose nothing: each is written or told to come again', async () => {
  const file = join(folder(), 'keys.json')
  writeFileSync(file, '{}')
  const made = await Promise.all(['a', 'b', 'c', 'd'].map((name) => key(['--name', name, '--file', file])))
  for (const { code, output } of made)
    if (code !== 0) expect(output).toContain(`Another command is changing the file; if none is, delete ${file}.lock`)
  expect(written(file).keys).toHaveLength(made.filter(({ code }) => code === 0).length)
  expect(readdirSync(join(file, '..'))).toEqual(['keys.json'])
})

test.each<[readonly string[], RegExp]>([
  [[], /^One of --name, --revoke and --list says what is to be done/],
  [['--name', 'a', '--list'], /^One of --name, --revoke and --list/],
  [['--name', 'a b'], /^No key was made: .*name must be 1 to 64 of/],
  [['--name', 'a', '--scopes', 'read,write'], /^No key was made: .*scopes\[1\] must be one of read, documents/],
  [
    ['--name', 'a', '--share', 'CITE=1'],
    /^No key was made: .*shares has 'CITE', which is not known \(accepted are APP/,
  ],
  [['--name', 'a', '--share', 'CITE_DOC_INFO'], /^--share CITE_DOC_INFO: it is of the form/],
  [['--name', 'a', '--share', 'CITE_DOC_INFO=1', '--share', 'CITE_DOC_INFO=2'], /^--share CITE_DOC_INFO=2: .* once/],
  [
    ['--name', 'a', '--share', 'CITE_DOC_INFO=501'],
    /^CITE_DOC_INFO has 500 calls a day; what is given away comes to 501/,
  ],
  [['--name', 'a', '--expires', 'soon'], /^No key was made: .*expires must be a day/],
  [['--name', 'Taken'], /^Taken has a key in .* already; take another name, or --revoke Taken first/],
  [['--revoke', 'a'], /^No caller a is in .*; those are taken\.$/],
  [['a'], /^Unexpected argument/],
])('key %j is a mistake, and the file stays as it is', async (args, reason) => {
  const file = join(folder(), 'keys.json')
  await key(['--name', 'taken', '--file', file])
  const before = readFileSync(file, 'utf8')
  const { code, output } = await key([...args, ...(args[0] === 'a' ? [] : ['--file', file])])
  expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(reason) as string })
  expect(output).not.toMatch(/^ {4}at |jpo_/m)
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('a file that cannot be meant is left alone, and without a file it is asked for one', async () => {
  const file = join(folder(), 'keys.json')
  writeFileSync(file, '{"keys": [')
  const { code, output } = await key(['--name', 'a', '--file', file])
  expect({ code, output }).toEqual({
    code: 1,
    output: `${file} cannot be used as it is: it is not JSON, or only a part of it`,
  })
  expect(readFileSync(file, 'utf8')).toBe('{"keys": [')
  expect((await key(['--name', 'a'])).output).toMatch(/^Which file\? Name it with --file, or in AUTH_API_KEYS_FILE/)
  expect((await key(['--list', '--file', `${file}.no`])).output).toBe(`There is no ${file}.no.`)
})

test('`npm run key` prints the key alone on its first output', async () => {
  const file = join(folder(), 'keys.json')
  const args = ['run', '--silent', 'key', '--', '--name', 'a', '--file', file]
  const shell = run('sh', ['-c', `npm ${args.join(' ')} 2>/dev/null`], { env: { HOME: folder() }, cwd: projectFolder })
  expect(await shell.ended).toBe(0)
  expect(shell.output()).toMatch(/^jpo_[\da-f]{72}\n$/)
})

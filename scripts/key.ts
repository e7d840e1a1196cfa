import { parseArgs } from 'node:util'
import { digestOf, newKey } from '../src/auth/callers/key.ts'
import type { KeysFile } from '../src/auth/callers/keys-file.ts'
import { processEnvironment, readConfig } from '../src/config.ts'
import { overdrawn } from '../src/quota/shares.ts'
import { checked, editFile, readWritten, type WrittenFile, type WrittenKey } from './key/edit.ts'

const usage = [
  'Usage: npm run key -- --name NAME [--scopes read,documents,spend] [--share APP_PROGRESS=100]… [--interactive]',
  '                   [--expires 2027-04-01] [--file FILE]',
  '       npm run key -- --revoke NAME [--file FILE]',
  '       npm run key -- --list [--file FILE]',
  '',
  'Makes a key for a caller, writes its SHA-256 into the file and prints the key: once, it is kept nowhere. Servers that run',
  'know it within a second. FILE is AUTH_API_KEYS_FILE where it is not named. docs/callers.md says what scopes and shares are.',
].join('\n')

type Values = ReturnType<typeof said>

function said() {
  const { values } = parseArgs({
    options: {
      name: { type: 'string' },
      scopes: { type: 'string', default: 'read,documents,spend' },
      share: { type: 'string', multiple: true, default: [] },
      interactive: { type: 'boolean', default: false },
      expires: { type: 'string' },
      revoke: { type: 'string' },
      list: { type: 'boolean', default: false },
      file: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  return values
}

function main(): void {
  const values = said()
  if (values.help) {
    console.log(usage)
    return
  }
  const { name, revoke, list } = values
  if ([name !== undefined, revoke !== undefined, list].filter(Boolean).length !== 1)
    throw new Error(`One of --name, --revoke and --list says what is to be done.\n\n${usage}`)
  const file = values.file ?? processEnvironment()['AUTH_API_KEYS_FILE']
  if (!file) throw new Error(`Which file? Name it with --file, or in AUTH_API_KEYS_FILE.\n\n${usage}`)
  if (name !== undefined) add(file, name, values)
  else if (revoke !== undefined) remove(file, revoke)
  else show(file)
}

function add(file: string, name: string, values: Values): void {
  const key = newKey()
  const record: WrittenKey = {
    name,
    sha256: digestOf(key).toString('hex'),
    scopes: values.scopes.split(',').map((scope) => scope.trim()),
    ...(values.share.length > 0 && { shares: sharesIn(values.share) }),
    ...(values.interactive && { interactive: true }),
    ...(values.expires !== undefined && { expires: values.expires }),
  }
  checked(JSON.stringify({ keys: [record] }), 'No key was made: ')
  const withKey = ({ keys = [], ...rest }: WrittenFile): WrittenFile => {
    if (keys.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      throw new Error(`${name} has a key in ${file} already; take another name, or --revoke ${name} first.`)
    return { ...rest, keys: [...keys, record] }
  }
  editFile(file, withKey, record.shares ? tooMuchIn(file) : undefined)
  console.log(key)
  console.error(
    `${name} may ${record.scopes.join(', ')}; ${file} has the SHA-256 of this key, and nothing has the key itself. Send it as Authorization: Bearer.`,
  )
}

/** More than a day has cannot be given away: servers would not take the file. What a day has, their configuration says. */
function tooMuchIn(file: string): (division: KeysFile) => readonly string[] {
  const { limits } = readConfig({ ...processEnvironment(), AUTH_API_KEYS_FILE: file })
  return ({ keys, tokens, reserve }) => {
    const callers = [...keys.map(({ caller }) => caller), ...tokens]
    return overdrawn({ reserve, callers: () => callers }, limits)
  }
}

function sharesIn(given: readonly string[]): Record<string, number> {
  const shares: Record<string, number> = {}
  for (const share of given) {
    const [, endpoint = '', calls = ''] = /^([A-Z_]+)=(\d{1,9})$/.exec(share) ?? []
    if (endpoint === '' || Object.hasOwn(shares, endpoint))
      throw new Error(`--share ${share}: it is of the form APP_PROGRESS=100, calls a day, each endpoint once.`)
    shares[endpoint] = Number(calls)
  }
  return shares
}

function remove(file: string, name: string): void {
  editFile(file, ({ keys = [], ...rest }) => {
    const others = keys.filter((key) => key.name !== name)
    if (others.length === keys.length)
      throw new Error(`No caller ${name} is in ${file}; those are ${keys.map((key) => key.name).join(', ') || 'none'}.`)
    return { ...rest, keys: others }
  })
  console.error(`The key of ${name} is good no longer; servers that run know it within a second.`)
}

function show(file: string): void {
  const written = readWritten(file)
  if (!written) throw new Error(`There is no ${file}.`)
  for (const { name, scopes, shares = {}, interactive = false, expires } of written.keys ?? []) {
    const own = Object.entries(shares).map(([endpoint, calls]) => `${endpoint}=${calls}`)
    const rights = [
      scopes.join(','),
      ...own,
      ...(interactive ? ['interactive'] : []),
      ...(expires ? [`until ${expires}`] : []),
    ]
    console.log([name, ...rights].join('  '))
  }
}

try {
  main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

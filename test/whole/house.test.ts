import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { projectFolder } from '../support/command.ts'

/** From the roof to the floor: imports point down only, or stay in their room. */
const rooms = [
  ['main.ts'],
  ['drain.ts'],
  ['server.ts'],
  ['web/routes.ts'],
  ['graph/', 'graphiql/'],
  ['page/'],
  ['web/'],
  ['operation/', 'readiness.ts'],
  ['request-policy.ts'],
  ['services.ts'],
  ['drivers.ts'],
  ['config.ts'],
  ['settings/'],
  ['observe/'],
  ['images/'],
  ['schema/'],
  ['loaders/'],
  ['sources/'],
  ['quota/'],
  ['auth/'],
  ['store/'],
  ['http/'],
  ['limits/'],
  ['errors.ts', 'clock.ts', 'doors.ts'],
]

/** Beside the house, so that it cannot be built from what it is to test; only services.ts and the greeting know it. */
const sandbox = 'sandbox/'

/** Packages that only one room may know: where the others would have to be changed when it is replaced. */
const packages: Readonly<Record<string, readonly string[]>> = {
  graphql: ['schema/', 'graph/', 'limits/', 'graphiql/browser/'],
  'graphql-yoga': ['schema/', 'graph/'],
  '@pothos/core': ['schema/'],
  '@pothos/plugin-complexity': ['schema/'],
  '@pothos/plugin-relay': ['schema/'],
  '@graphql-tools/utils': ['schema/'],
  esbuild: ['graphiql/'],
  graphiql: ['graphiql/browser/'],
  '@graphiql/react': ['graphiql/browser/'],
  '@graphiql/toolkit': ['graphiql/browser/'],
  '@graphiql/plugin-doc-explorer': ['graphiql/browser/'],
  '@graphiql/plugin-history': ['graphiql/browser/'],
  'monaco-editor': ['graphiql/browser/'],
  'monaco-graphql/esm/monaco-editor.js': ['graphiql/browser/'],
  react: ['graphiql/browser/'],
  'react/jsx-runtime': ['graphiql/browser/'],
  'react-dom/client': ['graphiql/browser/'],
  dataloader: ['loaders/'],
  'fast-xml-parser': ['sources/'],
  'markdown-it': ['page/'],
  yauzl: ['sources/'],
  piscina: ['sources/'],
  sharp: ['images/'],
  'iconv-lite': ['sandbox/'],
  yazl: ['sandbox/'],
  keyv: ['store/'],
  '@redis/client': ['store/'],
  'node:sqlite': ['store/'],
  undici: ['http/'],
  pino: ['main.ts', 'services.ts', 'observe/'],
  'prom-client': ['observe/'],
  // These read OTEL_… from the environment by themselves, which is why settings/traces.ts names only what we read of it.
  '@opentelemetry/api': ['observe/'],
  '@opentelemetry/core': ['observe/'],
  '@opentelemetry/exporter-trace-otlp-http': ['observe/'],
  '@opentelemetry/exporter-trace-otlp-proto': ['observe/'],
  '@opentelemetry/resources': ['observe/'],
  '@opentelemetry/sdk-trace-base': ['observe/'],
  zod: ['settings/', 'auth/callers/'],
  jose: ['auth/callers/'],
}

interface Import {
  readonly from: string
  readonly to: string
  readonly isTypeOnly: boolean
}

/** Paths below a folder of the project, in the way of the web. */
function filesOf(folder: string): string[] {
  return globSync('**/*.{ts,tsx}', { cwd: `${projectFolder}/${folder}` }).map((file) => file.replaceAll('\\', '/'))
}

function textOf(file: string): string {
  return readFileSync(`${projectFolder}/${file}`, 'utf8')
}

function importsOf(file: string): Import[] {
  const imports: Import[] = []
  const add = (specifier: ts.Node, isTypeOnly: boolean) => {
    if (!ts.isStringLiteral(specifier)) throw new Error(`${file} imports what it computes`)
    const { text } = specifier
    const to = text.startsWith('.') ? posix.join(posix.dirname(file), text) : text
    imports.push({ from: file, to, isTypeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments
      if (specifier) add(specifier, false)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, textOf(`src/${file}`), ts.ScriptTarget.ESNext))
  return imports
}

function isIn(file: string, room: string): boolean {
  return room.endsWith('/') ? file.startsWith(room) : file === room
}

/** How far down the file lies; -1 outside of the house. */
function storey(file: string): number {
  return rooms.findIndex((beside) => beside.some((room) => isIn(file, room)))
}

function roomOf(file: string): string | undefined {
  return rooms.flat().find((room) => isIn(file, room))
}

function shown(imports: readonly Import[]): string[] {
  return imports.map(({ from, to }) => `${from} → ${to}`)
}

const files = filesOf('src')
const imports = files.flatMap(importsOf)
const isOurs = (to: string) => /\.(?:tsx?|css)$/.test(to)
const own = imports.filter(({ to }) => /\.tsx?$/.test(to))

test('every file has its room', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => storey(file) < 0 && !isIn(file, sandbox))).toEqual([])
  expect(own.filter(({ to }) => !files.includes(to))).toEqual([])
})

test('imports point down only, or stay in their room', () => {
  const inside = own.filter(({ from, to }) => !isIn(from, sandbox) && !isIn(to, sandbox))
  const arrows = new Set(inside.map(({ from, to }) => `${String(roomOf(from))} → ${String(roomOf(to))}`))
  expect(arrows.size).toBeGreaterThan(20)
  const wrong = inside.filter(
    ({ from, to }) => storey(from) > storey(to) || (storey(from) === storey(to) && roomOf(from) !== roomOf(to)),
  )
  expect(shown(wrong)).toEqual([])
})

test('the sandbox knows the clock and the table of endpoints, and is known where it is started', () => {
  const leaving = own.filter(({ from, to }) => isIn(from, sandbox) && !isIn(to, sandbox))
  expect(new Set(leaving.map(({ to }) => to))).toEqual(new Set(['clock.ts', 'sources/jpo/endpoints.ts']))
  const entering = own.filter(({ from, to }) => !isIn(from, sandbox) && isIn(to, sandbox))
  expect([...new Set(shown(entering))]).toEqual([
    'main.ts → sandbox/portfolio/index.ts',
    'services.ts → sandbox/sandbox.ts',
  ])
})

test('the configuration knows the endpoints, the limits, a store’s location and what loopback is; the pages and the operation only its types', () => {
  const leavingSettings = own.filter(({ from, to }) => isIn(from, 'settings/') && !isIn(to, 'settings/'))
  const ofSettings = leavingSettings.filter(({ isTypeOnly }) => !isTypeOnly)
  expect(new Set(ofSettings.map(({ to }) => to))).toEqual(
    new Set(['http/loopback.ts', 'limits/limits.ts', 'sources/jpo/endpoints.ts']),
  )
  const ofConfig = own.filter(({ from, isTypeOnly }) => from === 'config.ts' && !isTypeOnly)
  expect(shown(ofConfig)).toEqual([
    'config.ts → settings/callers.ts',
    'config.ts → settings/index.ts',
    'config.ts → settings/office.ts',
    'config.ts → settings/traces.ts',
    'config.ts → sources/jpo/endpoints.ts',
  ])
  const typesOnly = [...own.filter(({ from }) => from === 'config.ts'), ...leavingSettings].filter(
    (it) => it.isTypeOnly,
  )
  expect(new Set(typesOnly.map(({ to }) => to))).toEqual(
    new Set(['auth/callers/policy.ts', 'limits/limits.ts', 'observe/traces.ts', 'store/location.ts']),
  )
  const ofPages = own.filter(
    ({ from, to }) => ['graphiql/', 'page/'].some((room) => isIn(from, room)) && to === 'config.ts',
  )
  const aboutServices = own.filter(({ from, to }) => to === 'services.ts' && from !== 'main.ts')
  expect(shown([...ofPages, ...aboutServices].filter(({ isTypeOnly }) => !isTypeOnly))).toEqual([])
})

test('what runs in the browser knows the endpoints, and of the rest of the house only types', () => {
  const leaving = own.filter(({ from, to }) => isIn(from, 'graphiql/browser/') && !isIn(to, 'graphiql/browser/'))
  const known = leaving.filter(({ isTypeOnly }) => !isTypeOnly).map(({ to }) => to)
  expect(new Set(known)).toEqual(new Set(['sources/jpo/endpoints.ts']))
  const entering = own.filter(({ from, to }) => !isIn(from, 'graphiql/browser/') && isIn(to, 'graphiql/browser/'))
  expect(shown(entering)).toEqual([])
})

test('a package is known in its room only', () => {
  const known = imports.filter(({ to }) => packages[to] !== undefined)
  expect(new Set(known.map(({ to }) => to))).toEqual(new Set(Object.keys(packages)))
  expect(shown(known.filter(({ from, to }) => !packages[to]?.some((room) => isIn(from, room))))).toEqual([])
  const others = imports.filter(({ to }) => !isOurs(to) && !to.startsWith('node:') && packages[to] === undefined)
  expect(shown(others)).toEqual([])
})

test('services are built by main, the commands, the simulation and the test support only', () => {
  const everywhere = ['src', 'scripts', 'simulation', 'test'].flatMap((folder) =>
    filesOf(folder).map((file) => `${folder}/${file}`),
  )
  const builders = everywhere.filter((file) => /\bcreateServices\(/.test(textOf(file)))
  expect(
    builders.filter((file) => !/^(src\/(main|services)\.ts$|scripts\/|simulation\/|test\/support\/)/.test(file)),
  ).toEqual([])
})

test('only the configuration reads the environment', () => {
  expect(files.filter((file) => /\bprocess\.env\b|from 'node:process'/.test(textOf(`src/${file}`)))).toEqual([
    'config.ts',
  ])
})

test('no module keeps a variable of its own: two servers in one process share nothing', () => {
  expect(files.filter((file) => /^(export )?(let|var) /m.test(textOf(`src/${file}`)))).toEqual([])
})

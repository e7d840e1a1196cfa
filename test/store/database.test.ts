import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { integer, openDatabase, text } from '../../src/store/database.ts'
import { folder } from '../support/files.ts'

describe('opening', () => {
  test('creates the folder and keeps what was written', () => {
    const file = join(folder(), 'deep', 'er', 'jpo.sqlite')
    const first = openDatabase({ kind: 'sqlite', file })
    first.ensure('CREATE TABLE IF NOT EXISTS t_v1 (a TEXT)')
    first.prepare('INSERT INTO t_v1 VALUES (?)').run('特許')
    first.close()
    first.close()
    const second = openDatabase({ kind: 'sqlite', file })
    second.ensure('CREATE TABLE IF NOT EXISTS t_v1 (a TEXT)')
    expect(
      second
        .prepare('SELECT a FROM t_v1')
        .all()
        .map((row) => text(row, 'a')),
    ).toEqual(['特許'])
    second.close()
  })

  test('sets what the ledger relies on', () => {
    const database = openDatabase({ kind: 'sqlite', file: join(folder(), 'a.sqlite') })
    const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
    expect(['journal_mode', 'busy_timeout', 'synchronous'].map(pragma)).toEqual(['wal', 250, 1])
    database.close()
  })

  test('two databases in memory have nothing in common', () => {
    const first = openDatabase({ kind: 'memory' })
    first.ensure('CREATE TABLE t_v1 (a TEXT)')
    const second = openDatabase({ kind: 'memory' })
    expect(() => second.prepare('SELECT * FROM t_v1')).toThrow('no such table')
    first.close()
    second.close()
  })

  test.each([
    [
      'is not a database',
      'file is not a database',
      (file: string) => writeFileSync(file, 'not a database '.repeat(100)),
    ],
    ['is a folder', 'unable to open database file', (file: string) => mkdirSync(file)],
  ])('says in one line when the file %s', (_name, reason, prepare) => {
    const file = join(folder(), 'jpo.sqlite')
    prepare(file)
    expect(() => openDatabase({ kind: 'sqlite', file })).toThrow(`The database ${file} cannot be used: ${reason}`)
  })

  test('says so when a folder cannot be made', () => {
    const occupied = join(folder(), 'file')
    writeFileSync(occupied, '')
    const file = join(occupied, 'jpo.sqlite')
    expect(() => openDatabase({ kind: 'sqlite', file })).toThrow(/^The database .*jpo\.sqlite cannot be used: [^\n]*$/)
  })

  // mkdir's own `recursive` never returns there.
  test.runIf(process.platform === 'linux')('says so where the system makes no folders', () => {
    const script = `
      import { openDatabase } from './src/store/database.ts'
      openDatabase({ kind: 'sqlite', file: '/proc/x/y.sqlite' })`
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      encoding: 'utf8',
      timeout: 10_000,
      killSignal: 'SIGKILL',
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^Error: The database \/proc\/x\/y\.sqlite cannot be used: ENOENT: no such file or directory, mkdir '\/proc\/x'$/m,
    )
  })

  // The superuser may write anything.
  test.skipIf(process.getuid?.() === 0)('says so when the file cannot be written', () => {
    const file = join(folder(), 'jpo.sqlite')
    openDatabase({ kind: 'sqlite', file }).close()
    chmodSync(file, 0o400)
    expect(() => openDatabase({ kind: 'sqlite', file })).toThrow('readonly')
  })
})

describe('a transaction', () => {
  test('is all or nothing', () => {
    const database = openDatabase({ kind: 'memory' })
    database.ensure('CREATE TABLE t_v1 (a INTEGER)')
    const insert = database.prepare('INSERT INTO t_v1 VALUES (?)')
    const failing = () =>
      database.transaction(() => {
        insert.run(1)
        throw new Error('half-way')
      })
    expect(failing).toThrow('half-way')
    expect(database.transaction(() => insert.run(2).changes)).toBe(1)
    expect(
      database
        .prepare('SELECT a FROM t_v1')
        .all()
        .map((row) => integer(row, 'a')),
    ).toEqual([2])
    database.close()
  })
})

describe('a file', () => {
  test.each([
    ['deleted', (file: string) => rmSync(file)],
    [
      'replaced',
      (file: string) => {
        renameSync(file, `${file}.old`)
        openDatabase({ kind: 'sqlite', file }).close()
      },
    ],
    [
      'deleted with its folder',
      (file: string) => {
        rmSync(dirname(file), { recursive: true })
        writeFileSync(dirname(file), 'no folder any more')
      },
    ],
  ])('that was %s is noticed, and no transaction goes into nothing', (_name, spoil) => {
    const file = join(folder(), 'store', 'jpo.sqlite')
    const database = openDatabase({ kind: 'sqlite', file })
    expect([database.isInPlace(), database.transaction(() => 'done')]).toEqual([true, 'done'])
    spoil(file)
    expect(database.isInPlace()).toBe(false)
    expect(() => database.transaction(() => 'done')).toThrow(`The file ${file} was deleted or replaced`)
    database.close()
  })

  test('that is memory is always in its place', () => {
    const database = openDatabase({ kind: 'memory' })
    expect([database.isInPlace(), database.transaction(() => 'done')]).toEqual([true, 'done'])
    database.close()
  })
})

test('a transaction keeps other writers out from its first moment', () => {
  const file = join(folder(), 'jpo.sqlite')
  const database = openDatabase({ kind: 'sqlite', file })
  const other = new DatabaseSync(file, { timeout: 0 })
  database.transaction(() => expect(() => other.exec('CREATE TABLE t_v1 (a TEXT)')).toThrow('database is locked'))
  other.exec('CREATE TABLE t_v1 (a TEXT)')
  other.close()
  database.close()
})

test('several processes may open a new file at once, and what each reads stays true until it has written', async () => {
  const file = join(folder(), 'new', 'jpo.sqlite')
  const script = `
    import { openDatabase } from './src/store/database.ts'
    const database = openDatabase({ kind: 'sqlite', file: process.env.FILE })
    database.ensure('CREATE TABLE IF NOT EXISTS t_v1 (a INTEGER)')
    const count = database.prepare('SELECT count(*) AS n FROM t_v1')
    const insert = database.prepare('INSERT INTO t_v1 VALUES (?)')
    for (let i = 0; i < 50; i++) database.transaction(() => {
      const { n } = count.get()
      insert.run(n)
    })
    database.close()`
  const codes = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
        env: { ...process.env, FILE: file },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      const [code] = (await once(child, 'exit')) as [number]
      return code
    }),
  )
  expect(codes).toEqual([0, 0, 0, 0, 0, 0])
  expect(existsSync(file)).toBe(true)
  const database = openDatabase({ kind: 'sqlite', file })
  expect(integer(database.prepare('SELECT count(DISTINCT a) AS n FROM t_v1').get() ?? {}, 'n')).toBe(300)
  database.close()
})

test('a column that holds something else is an error that names it', () => {
  expect(() => integer({ a: 'x' }, 'a')).toThrow('The column a holds no number')
  expect(() => text({ a: 1 }, 'a')).toThrow('The column a holds no text')
  expect(() => text({}, 'a')).toThrow('The column a holds no text')
})

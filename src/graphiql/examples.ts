import { readFileSync } from 'node:fs'
import type { Upstream } from '../config.ts'

/** An operation in an opening tab. */
export interface Example {
  readonly name: string
  readonly query: string
}

/** In the order of the tabs: what patent people ask first. */
const names = ['case-at-a-glance', 'why-refused', 'who-owns-it', 'what-is-left-today']

/** The case that the files in examples/ ask about, of the sandbox's composed portfolio; and a public one of the office. */
const composedCase = '特願2020-000101'
const publicCase = '特願2020-123456'

/** A person should not take the sandbox for the office, nor invented cases for recorded ones. */
export function titleFor(upstream: Upstream): string {
  const name = 'JPO patent graph'
  if (upstream.kind === 'office') return name
  return `${name} – sandbox: ${upstream.recordings === null ? 'composed data' : 'recorded answers'}`
}

/** The operations of examples/, which the tests run, about a case that the upstream has. */
export function examplesFor(upstream: Upstream): readonly Example[] {
  const isSandbox = upstream.kind === 'sandbox'
  const isComposed = isSandbox && upstream.recordings === null
  const notice = isComposed
    ? '# SANDBOX 見本データ: all cases are invented.\n'
    : isSandbox
      ? '# SANDBOX: recorded answers.\n'
      : ''
  return names.map((name) => {
    const operation = readFileSync(new URL(`../../examples/${name}.graphql`, import.meta.url), 'utf8')
    return { name, query: notice + (isComposed ? operation : operation.replace(composedCase, publicCase)) }
  })
}

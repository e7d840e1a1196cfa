import { globSync, readFileSync } from 'node:fs'

const project = new URL('../../../', import.meta.url)

/** The project's documentation: address below /docs/ → file. What is not listed is not served. */
export function manualFiles(): ReadonlyMap<string, string> {
  const files = globSync('docs/**/*.md', { cwd: project }).map((file) => file.replaceAll('\\', '/'))
  const pages = files.toSorted().map((file) => [file.replace(/^docs\//, '').replace(/\.md$/, ''), file] as const)
  return new Map([['', 'README.md'], ['changelog', 'CHANGELOG.md'], ...pages])
}

export function textOf(file: string): string {
  return readFileSync(new URL(file, project), 'utf8')
}

/** As its first line has it. */
export function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? ''
}

import { cpSync, globSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFolder } from './command.ts'

/** One line of a Dockerfile. */
export interface Instruction {
  readonly name: string
  readonly text: string
}

export interface Stage {
  readonly image: string
  readonly instructions: readonly Instruction[]
}

/** The stages of the project's Dockerfile; comments and continued lines are put right. */
export function stagesOf(dockerfile: string): Stage[] {
  const lines = dockerfile
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
  const stages: { image: string; instructions: Instruction[] }[] = []
  for (const line of lines) {
    const [, name = '', text = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    if (name === 'FROM') stages.push({ image: text.split(' ')[0] ?? '', instructions: [] })
    else if (name) stages.at(-1)?.instructions.push({ name, text })
    else throw new Error(`No instruction of a Dockerfile: ${line}`)
  }
  return stages
}

/** The texts of all instructions of this name. */
export function textsOf({ instructions }: Stage, name: string): string[] {
  return instructions.filter((it) => it.name === name).map(({ text }) => text)
}

/** What ENV sets. */
export function environmentOf(stage: Stage): Record<string, string> {
  const pairs = textsOf(stage, 'ENV').flatMap((text) => text.split(' '))
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

/** The arguments of a command in its JSON form: the only one in which no shell stands between. */
export function commandOf(text: string): string[] {
  return JSON.parse(text.replace(/^.*?CMD /, '')) as string[]
}

/** Copies what .dockerignore lets in. It is a list of what is let in, which is all of its rules that is known here. */
export function copyContext(to: string): string[] {
  const rules = readFileSync(join(projectFolder, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const [first, ...others] = rules
  if (first !== '*' || others.some((rule) => !/^![\w.*/-]+$/.test(rule)))
    throw new Error('.dockerignore is expected to keep all out, and then to let in what it names')
  const letIn = others.flatMap((rule) => globSync(rule.slice(1), { cwd: projectFolder }))
  for (const path of letIn) {
    mkdirSync(dirname(join(to, path)), { recursive: true })
    cpSync(join(projectFolder, path), join(to, path), { recursive: true })
  }
  return globSync('**', { cwd: to }).filter((path) => statSync(join(to, path)).isFile())
}

/** A value of a compose file with what stands for the environment put in: `${NAME}`, `${NAME:-otherwise}`, `${NAME:?why}`. */
export function interpolated(value: string, env: Readonly<Record<string, string>>): string {
  return value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind?: string, word?: string) => {
    const given = env[name] ?? ''
    if (given !== '') return given
    if (kind === '?') throw new Error(`${name} is not set: ${word ?? ''}`)
    return word ?? ''
  })
}

import type { z } from 'zod'

/** Where and what, such as `keys[2].shares.CITE_DOC_INFO must be a whole number`. */
export function inWords(issue: z.core.$ZodIssue): string {
  const place = placeOf(issue.path)
  if (issue.code === 'unrecognized_keys')
    return `${place} has ${issue.keys.map(shown).join(', ')}, which is not known (${issue.message})`
  return `${place} ${issue.message}`
}

function placeOf(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
  return steps.join('').replace(/^\./, '') || 'the whole'
}

/** A key may have been put where a name belongs. */
function shown(member: string): string {
  return /^\w{1,40}$/.test(member) ? `'${member}'` : 'a member'
}

/** Members that stand twice in one object, of a text that is JSON: the parser takes the last without a word. */
export function membersTwice(json: string): string[] {
  const twice: string[] = []
  const objects: (Set<string> | null)[] = []
  for (const [token, name] of json.matchAll(/("(?:[^"\\]|\\.)*")(?=\s*:)|"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') objects.push(token === '{' ? new Set() : null)
    else if (token === '}' || token === ']') objects.pop()
    else if (name !== undefined) {
      const member = String(JSON.parse(name))
      const members = objects.at(-1)
      if (members?.has(member)) twice.push(`${shown(member)} stands twice in one object`)
      members?.add(member)
    }
  }
  return twice
}

/** Names that stand for two callers, and keys that two callers share. */
export function repeated(json: unknown): string[] {
  return [
    ...again('keys', 'name', json, (name) => name.toLowerCase()),
    ...again('keys', 'sha256', json, (digest) => digest.toLowerCase()),
    ...again('tokens', 'name', json, (name) => name),
  ]
}

function again(list: string, member: string, json: unknown, meant: (text: string) => string): string[] {
  const entries = valueOf(json, list)
  const values = (Array.isArray(entries) ? entries : []).map((entry) => {
    const value = valueOf(entry, member)
    return typeof value === 'string' ? meant(value) : null
  })
  return values.flatMap((value, index) => {
    const first = values.indexOf(value)
    return value !== null && first < index ? [`${list}[${index}].${member} is that of ${list}[${first}] already`] : []
  })
}

function valueOf(json: unknown, member: string): unknown {
  return typeof json === 'object' && json !== null
    ? Object.entries(json).find(([name]) => name === member)?.[1]
    : undefined
}

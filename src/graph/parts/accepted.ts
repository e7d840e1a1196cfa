/** In what an answer may come in parts. */
export type PartsType = 'multipart/mixed' | 'text/event-stream'

export interface Accepted {
  /** Null where the answer must be a whole one. */
  readonly parts: PartsType | null
  /** The header as yoga is to read it, which knows no weights: what is left to choose from is as welcome. */
  readonly header: string
}

interface Range {
  readonly text: string
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
}

/** The drafts of incremental delivery differ in how a part says where it belongs; these ask for another than ours. */
const otherDrafts = ['incrementalspec', 'subscriptionspec']

/** What a client takes: parts only where it says so itself, since whoever takes anything seldom reads them. */
export function acceptedBy(accept = '*/*'): Accepted {
  const ranges = accept.split(',').map(rangeOf)
  const best = ranges
    .filter((range) => isPartsType(range.type) && isOurDraft(range) && weightOf(range) > 0)
    // What is named first counts where both are as welcome.
    .toSorted((one, other) => weightOf(other) - weightOf(one))[0]
  const parts = best ? (best.type as PartsType) : null
  const whole = ranges
    .filter(({ type }) => type === '*/*' || type.startsWith('application/'))
    .map(({ text }) => text.replace('*/*', 'application/*'))
  return { parts, header: [...whole, ...(parts ? [parts] : [])].join(', ') }
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.replaceAll(/\s/g, '').toLowerCase().split(';')
  const pairs = parameters.map((parameter): [string, string] => {
    const [name = '', value = ''] = parameter.split('=', 2)
    return [name, value]
  })
  return { text: text.trim(), type, parameters: new Map(pairs) }
}

function isPartsType(type: string): boolean {
  return type === 'multipart/mixed' || type === 'text/event-stream'
}

function isOurDraft({ parameters }: Range): boolean {
  return (parameters.get('deferspec') ?? '20220824') === '20220824' && !otherDrafts.some((name) => parameters.has(name))
}

function weightOf({ parameters }: Range): number {
  const weight = Number(parameters.get('q') ?? 1)
  return Number.isFinite(weight) ? weight : 1
}

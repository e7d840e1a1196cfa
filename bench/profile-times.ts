/** What the inspector's Profiler.stop gives. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: Frame
  readonly children?: readonly number[]
}

export interface Frame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
}

/** Parts of the time that the server worked, idle apart. */
type Times = Map<string, number>

/**
 * Whose work it was: a package, a folder or file of ours, or the engine. What Node and the engine do on somebody's behalf –
 * SQLite, JSON, decompression – is that one's work; what nobody of these called stays theirs.
 */
export function timesByOwner(profile: CpuProfile, ownerOf: (frame: Frame) => string | null): Times {
  const parents = parentsIn(profile)
  const times: Times = new Map()
  for (const [node, part] of parts(profile)) {
    let at: ProfileNode | undefined = node
    let owner: string | null = null
    while (at && (owner = ownerOf(at.callFrame)) === null) at = parents.get(at.id)
    add(times, owner ?? engine(node.callFrame), part)
  }
  return times
}

/** What each function took with all that it called; Node's own left out. */
export function totalTimes(profile: CpuProfile): Times {
  const parents = parentsIn(profile)
  const total: Times = new Map()
  for (const [node, part] of parts(profile)) {
    const names = new Set<string>()
    for (let at: ProfileNode | undefined = node; at; at = parents.get(at.id))
      if (packageOf(at.callFrame)) names.add(nameOf(at.callFrame))
    for (const name of names) add(total, name, part)
  }
  return total
}

export function packageOf({ url }: Frame): string | null {
  return inPackage(url)?.[1] ?? (inSource(url) ? 'ours' : null)
}

export function fileOf({ url }: Frame): string | null {
  return inSource(url)?.[1] ?? inPackage(url)?.[1] ?? null
}

const inPackage = (url: string) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)
const inSource = (url: string) => /\/(src\/[^?]*)$/.exec(/\/node_modules\//.test(url) ? '' : url)

function engine({ functionName, url }: Frame): string {
  if (functionName.startsWith('(')) return functionName
  return url.startsWith('node:') ? `Node: ${url.split('/')[0] ?? ''}` : 'Node: native'
}

function nameOf({ functionName, url, lineNumber }: Frame): string {
  const file = /.*\/node_modules\/(.*)$/.exec(url)?.[1] ?? inSource(url)?.[1] ?? url
  return `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`
}

function parentsIn({ nodes }: CpuProfile): ReadonlyMap<number, ProfileNode> {
  return new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)))
}

/** In microseconds. A longer time between two samples was another process's, or before the first one. */
const LONGEST = 5_000

/** Each node with its part of the working time. */
function parts({ nodes, samples, timeDeltas }: CpuProfile): [ProfileNode, number][] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const times = new Map<ProfileNode, number>()
  let all = 0
  for (const [index, id] of samples.entries()) {
    const node = byId.get(id)
    if (!node || node.callFrame.functionName === '(idle)') continue
    const time = Math.min(timeDeltas[index] ?? 0, LONGEST)
    times.set(node, (times.get(node) ?? 0) + time)
    all += time
  }
  return [...times].map(([node, time]) => [node, time / all])
}

function add(times: Times, name: string, part: number): void {
  times.set(name, (times.get(name) ?? 0) + part)
}

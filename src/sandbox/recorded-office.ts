import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Endpoint, endpointNames, endpoints } from '../sources/jpo/endpoints.ts'
import { type Finding, found, nothing, type Office, type WireData } from './office.ts'
import { isStatusCode } from './statuses.ts'
import { zipName } from './zip-names.ts'

/**
 * The office whose files are recorded answers, named `<path>-<key>.json` or `.zip`; what was not recorded is not found.
 * Files of other APIs are left alone.
 */
export async function recordedOffice(directory: string): Promise<Office> {
  const findings = new Map<string, Finding>()
  for (const file of await fileNames(directory)) {
    const about = subjectOf(file)
    if (!about) continue
    const finding = await read(join(directory, file), about)
    for (const key of keysOf(about, finding)) findings.set(`${about.endpoint} ${key}`, finding)
  }
  return { look: (endpoint, key) => Promise.resolve(findings.get(`${endpoint} ${key}`) ?? nothing) }
}

interface Subject {
  readonly endpoint: Endpoint
  /** The key as the file name writes it: "/" became "-". */
  readonly key: string
  readonly media: string
}

async function fileNames(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).toSorted()
  } catch (cause) {
    throw new Error(`The directory of recordings ${directory} cannot be read.`, { cause })
  }
}

function subjectOf(file: string): Subject | undefined {
  const match = /^(?<path>[a-z_]+)-(?<key>.+)\.(?<media>json|zip)$/.exec(file)?.groups
  if (!match) return undefined
  const { path, key = '', media = '' } = match
  const endpoint = endpointNames.find((name) => endpoints[name].path === path)
  return endpoint && { endpoint, key: endpoint === 'CASE_NUMBER_REFERENCE' ? key.replace('-', '/') : key, media }
}

async function read(file: string, { endpoint, key, media }: Subject): Promise<Finding> {
  try {
    const bytes = await readFile(file)
    return media === 'zip' ? { kind: 'archive', fileName: zipName(endpoint, key), bytes } : recorded(bytes.toString())
  } catch (cause) {
    throw new Error(`The recording ${file} cannot be read.`, { cause })
  }
}

/** Of a recorded envelope, the code and the data are served; the counter is the sandbox's own. */
function recorded(json: string): Finding {
  const { result } = JSON.parse(json) as { result?: { statusCode?: unknown; data?: unknown } }
  const statusCode = result?.statusCode
  if (!isStatusCode(statusCode)) throw new Error('It has no statusCode that the office uses.')
  if (statusCode !== '100') return { kind: 'status', statusCode }
  if (!isObject(result?.data)) throw new Error('It has no data.')
  return found(result.data)
}

/** A name cannot be a file name everywhere: recordings of applicant_attorney are found by the names inside. */
function keysOf({ endpoint, key }: Subject, finding: Finding): string[] {
  if (endpoint !== 'APPLICANT_ATTORNEY' || finding.kind !== 'data') return [key]
  const { applicantAttorney } = finding.data
  return Array.isArray(applicantAttorney) ? applicantAttorney.filter(isObject).map(({ name }) => String(name)) : []
}

function isObject(value: unknown): value is WireData {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

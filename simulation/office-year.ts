import type { Clock } from '../src/clock.ts'
import { citations } from '../src/sandbox/compose/citations.ts'
import { indexPortfolio } from '../src/sandbox/compose/portfolio-index.ts'
import { priorities } from '../src/sandbox/compose/priorities.ts'
import { simpleProgress } from '../src/sandbox/compose/progress.ts'
import { registrationInfo } from '../src/sandbox/compose/registration.ts'
import type { Finding, Office } from '../src/sandbox/office.ts'
import { portfolioOffice } from '../src/sandbox/portfolio-office.ts'
import type { PortfolioCase } from '../src/sandbox/portfolio/types.ts'
import { endpoints } from '../src/sources/jpo/endpoints.ts'
import { storedArchive } from './archive.ts'
import { isUndecided } from './life.ts'
import type { Publication } from './publications.ts'
import type { AskedFact } from './questions.ts'

/** The office's files over the year: as they are asked for, and as the judge of what was shown knows them. */
export interface OfficeYear {
  /** Of the company's cases. */
  readonly numbers: readonly string[]
  /** The files as they stand by the clock. */
  files(clock: Clock): Office
  /** The case as it stands at the moment. */
  caseAt(number: string, at: number): PortfolioCase
  /** Neither decided nor withdrawn. */
  isPending(number: string, at: number): boolean
  /**
   * Since when what was shown at `at` is not what the office has; undefined while it is. `retrievedAt` is null where it
   * was shown that the office has nothing of the kind.
   */
  outdatedSince(number: string, fact: AskedFact, retrievedAt: number | null, at: number): number | undefined
}

type Faces = Readonly<Record<AskedFact, string | undefined>>

interface State extends Publication {
  readonly faces: Faces
}

export function officeYear(cases: readonly PortfolioCase[], publications: readonly Publication[]): OfficeYear {
  const states = new Map<string, State[]>(cases.map((subject) => [subject.number, [stateFrom(-Infinity, subject)]]))
  for (const { at, subject } of publications) statesOf(subject.number).push(stateFrom(at, subject))

  /** To pack one takes longer than the rest of an answer; those who ask later get the same. */
  const archives = new Map<string, Promise<Finding>>()

  function statesOf(number: string): State[] {
    const known = states.get(number)
    if (!known) throw new Error(`${number} is not one of the company’s cases.`)
    return known
  }

  function stateAt(number: string, at: number): number {
    return statesOf(number).findLastIndex((state) => state.at <= at)
  }

  function caseAt(number: string, at: number): PortfolioCase {
    const state = statesOf(number)[stateAt(number, at)]
    if (!state) throw new Error(`${number} has no state.`)
    return state.subject
  }

  function outdatedSince(number: string, fact: AskedFact, retrievedAt: number | null, at: number) {
    const all = statesOf(number)
    const first = retrievedAt === null ? 0 : stateAt(number, retrievedAt)
    const shown = retrievedAt === null ? undefined : all[first]?.faces[fact]
    return all.slice(first).find((state) => state.at <= at && state.faces[fact] !== shown)?.at
  }

  function files(clock: Clock): Office {
    const current = new Map(cases.map((subject) => [subject.number, subject]))
    let published = 0
    let office: Office | undefined

    function officeOfToday(): Office {
      for (let next = publications[published]; next && next.at <= clock.now(); next = publications[published]) {
        current.set(next.subject.number, next.subject)
        published++
        office = undefined
      }
      return (office ??= portfolioOffice({ cases: [...current.values()] }, clock))
    }

    return {
      look(endpoint, key) {
        const today = officeOfToday()
        if (endpoints[endpoint].media === 'json') return today.look(endpoint, key)
        const archive = `${endpoint} ${key} ${stateAt(key, clock.now())}`
        const packed = archives.get(archive) ?? today.look(endpoint, key).then(storedArchive)
        archives.set(archive, packed)
        return packed
      },
    }
  }

  return {
    numbers: [...states.keys()],
    files,
    caseAt,
    isPending: (number, at) => isUndecided(caseAt(number, at)),
    outdatedSince,
  }
}

function stateFrom(at: number, subject: PortfolioCase): State {
  return { at, subject, faces: facesOf(subject) }
}

/** Each fact as the office would write it; undefined where it has nothing of the kind. A case here has no relatives. */
function facesOf(subject: PortfolioCase): Faces {
  const index = indexPortfolio({ cases: [subject] })
  const notices = (subject.history ?? []).filter(({ kind }) => kind === 'notice')
  return {
    basics: written(simpleProgress(index, subject)),
    priorities: written(priorities(subject)),
    family: undefined,
    citations: written(citations(subject)),
    registration: written(registrationInfo(index, subject)),
    notices: notices.length > 0 ? written(notices) : undefined,
  }
}

function written(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value)
}

import type { Answer } from './answers.ts'
import { type CaseEndpoint, caseEndpoints, carries, type Fact } from './choose.ts'
import { archiveEndpoints } from './documents/archives.ts'
import type { Endpoint } from './endpoints.ts'
import { factKeys } from './facts.ts'
import type { FamilyMember } from './family.ts'
import type { Listed } from './listed.ts'
import type { Known } from './memory.ts'
import type { JpoSource } from './source.ts'
import { nothingStored, type StoredCase, tellingEndpoints } from './stored-case.ts'

/** Which answers tell of each fact, and whether there is the case at all. */
const useful = new Map<Fact, readonly CaseEndpoint[]>()

function usefulFor(fact: Fact): readonly CaseEndpoint[] {
  const known = useful.get(fact) ?? caseEndpoints.filter((it) => carries(it, 'basics') || carries(it, fact))
  useful.set(fact, known)
  return known
}

/** What is stored of a case and concerns the fact; undefined where memory alone cannot tell. */
export function caseAtHand(source: JpoSource, number: string, fact: Fact): StoredCase | undefined {
  const answers = answersAtHand(source, number, usefulFor(fact))
  if (!answers) return undefined
  return {
    ...nothingStored,
    answers,
    // Both are asked for seldom.
    get family() {
      return (source.keptFactAtHand(factKeys.family(number)) ?? undefined) as Known<readonly FamilyMember[]> | undefined
    },
    get listed() {
      return (source.keptFactAtHand(factKeys.listed(number))?.value ?? {}) as Listed
    },
  }
}

/** Those that say that there is the case. */
export function tellingAtHand(source: JpoSource, number: string) {
  return answersAtHand(source, number, tellingEndpoints)
}

export function archivesAtHand(source: JpoSource, number: string) {
  return answersAtHand(source, number, archiveEndpoints) as Answer<(typeof archiveEndpoints)[number]>[] | undefined
}

function answersAtHand(
  source: JpoSource,
  number: string,
  endpoints: readonly Endpoint[],
): Answer<Endpoint>[] | undefined {
  const found: Answer<Endpoint>[] = []
  for (const endpoint of endpoints) {
    const answer = source.answerAtHand(endpoint, number)
    if (answer === undefined) return undefined
    if (answer !== null) found.push(answer)
  }
  return found
}

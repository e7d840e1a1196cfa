import type { Person, Portfolio, PortfolioCase } from '../portfolio/types.ts'

/** The portfolio by each number and name it is asked for. */
export function indexPortfolio({ cases }: Portfolio) {
  const byApplication = unique(cases, (it) => [it.number], 'application number')
  return {
    byApplication,
    byPublication: unique(cases, publicationsOf, 'publication number'),
    byRegistration: unique(cases, (it) => (it.registration ? [it.registration.number] : []), 'registration number'),
    ...indexPeople(cases),
    familyOf: families(cases, byApplication),
  }
}

export type PortfolioIndex = ReturnType<typeof indexPortfolio>

/** 公開 and 公表 share one range of numbers, which 種別 publication looks up. */
function publicationsOf({ publication, nationalPublication }: PortfolioCase): string[] {
  return [publication, nationalPublication].flatMap((event) => (event ? [event.number] : []))
}

function unique(cases: readonly PortfolioCase[], keysOf: (it: PortfolioCase) => readonly string[], what: string) {
  const index = new Map<string, PortfolioCase>()
  for (const it of cases) {
    for (const key of keysOf(it)) {
      if (index.has(key)) throw new Error(`The portfolio has two cases with ${what} ${key}.`)
      index.set(key, it)
    }
  }
  return index
}

function indexPeople(cases: readonly PortfolioCase[]) {
  const nameByCode = new Map<string, string>()
  const codesByName = new Map<string, Set<string>>()
  const note = ({ code, name }: Person) => {
    if (code === '') return
    nameByCode.set(code, name)
    codesByName.set(name, (codesByName.get(name) ?? new Set()).add(code))
  }
  for (const { applicants, agents = [], registration } of cases) {
    for (const person of [...applicants, ...agents, ...(registration?.holders ?? [])]) note(person)
  }
  return { nameByCode, codesByName }
}

export interface Family {
  /** 最先の原出願, whose filing date the terms of all are counted from. */
  readonly root: PortfolioCase
  readonly members: readonly { readonly member: PortfolioCase; readonly generation: number }[]
}

/** The whole divisional family of a case, itself included, by generation (api.md §2.1). */
function families(cases: readonly PortfolioCase[], byApplication: ReadonlyMap<string, PortfolioCase>) {
  const children = Map.groupBy(
    cases.filter((it) => it.parent !== undefined),
    (it) => it.parent,
  )
  const parentOf = (it: PortfolioCase): PortfolioCase | undefined => {
    if (it.parent === undefined) return undefined
    const parent = byApplication.get(it.parent)
    if (!parent) throw new Error(`${it.parent}, the parent of ${it.number}, is not in the portfolio.`)
    return parent
  }
  cases.forEach(parentOf)

  return (it: PortfolioCase): Family => {
    let root = it
    for (let up = parentOf(root); up; up = parentOf(root)) root = up
    const members: { member: PortfolioCase; generation: number }[] = []
    for (let generation = 0, current = [root]; current.length > 0; generation += 1) {
      members.push(...current.map((member) => ({ member, generation })))
      current = current.flatMap((member) => children.get(member.number) ?? [])
    }
    return { root, members }
  }
}

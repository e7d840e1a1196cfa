import { createJpoToken } from '../src/auth/jpo-token.ts'
import { isAnswer } from '../src/sources/jpo/answers.ts'
import { type Client, createClient } from '../src/sources/jpo/client.ts'
import type { Endpoint } from '../src/sources/jpo/endpoints.ts'
import { day } from './calendar.ts'
import type { PassingClock } from './clock.ts'
import { account, type Desk } from './desk.ts'
import type { OfficeYear } from './office-year.ts'
import type { Content, Policy, Shown } from './policy.ts'
import type { AskedFact, Question } from './questions.ts'

/** One answer to one GET; null where the office refused it. */
type Fetch = (endpoint: Endpoint, number: string) => Promise<Content | null>

/** Which endpoint a page asks for a fact. */
type Choose = (fact: AskedFact, page: Question['page']) => Endpoint

/** Each thing shown is a resource of its own, as the handbook's table names them. */
const restEndpoints: Readonly<Record<AskedFact, Endpoint>> = {
  basics: 'APP_PROGRESS_SIMPLE',
  priorities: 'PRIORITY_RIGHT_APP_INFO',
  family: 'DIVISIONAL_APP_INFO',
  citations: 'CITE_DOC_INFO',
  registration: 'REGISTRATION_INFO',
  notices: 'APP_DOC_CONT_REFUSAL_REASON',
}

const byResource: Choose = (fact) => restEndpoints[fact]

/** Who knows the table better asks 特許経過情報 once for three facts of a case's page. */
const byAnswer: Choose = (fact, page) =>
  page === 'case' && ['basics', 'priorities', 'family'].includes(fact) ? 'APP_PROGRESS' : restEndpoints[fact]

/** A REST client without memory: each thing shown is fetched when it is shown. */
export const rest = plain('REST client', byResource, () => (fetch) => fetch)

/** A DataLoader for each request: what one page needs twice is asked once. */
export const dataLoader = plain('DataLoader', byAnswer, (clock) => (fetch) => remembering(fetch, new Map(), clock))

/** Answers are kept for 24 hours, and who asks while a call is under way shares it. */
export const plainCache = plain('24 h cache', byAnswer, (clock) => {
  const kept: Kept = new Map()
  return (fetch) => remembering(fetch, kept, clock)
})

type Kept = Map<string, { readonly at: number; readonly content: Promise<Content | null> }>

/** Answers of up to 24 hours by their question; a refusal is forgotten when those who wait for it have heard it. */
function remembering(fetch: Fetch, kept: Kept, clock: PassingClock): Fetch {
  return (endpoint, number) => {
    const question = `${endpoint} ${number}`
    const known = kept.get(question)
    if (known && clock.now() - known.at < day) return known.content
    const content = fetch(endpoint, number)
    kept.set(question, { at: clock.now(), content })
    void content.then((answer) => {
      if (!answer) kept.delete(question)
    })
    return content
  }
}

/**
 * A policy without quota: a call is sent when it is wanted, and what the office refuses is not shown. None of them asks
 * for the registration of what is not registered, or for anything else in vain that a page would not ask for.
 */
function plain(name: string, choose: Choose, memory: (clock: PassingClock) => (fetch: Fetch) => Fetch) {
  return (desk: Desk, clock: PassingClock, year: OfficeYear): Policy => {
    const { origin, username, password } = account
    const client = createClient({ http: desk.http, origin })
    const token = createJpoToken({ http: desk.http, clock, tokenUrl: `${origin}/auth/token`, username, password })
    const fetch = get(client, () => token.get(), clock)
    const fetchOfPage = memory(clock)

    function answer({ page, wants }: Question): Promise<readonly Shown[]> {
      const ask = fetchOfPage(fetch)
      const facts = wants.flatMap(({ number, facts }) => facts.map((fact) => ({ number, fact })))
      return Promise.all(
        facts.map(async ({ number, fact }) => {
          const isVain = fact === 'registration' && !year.caseAt(number, clock.now()).registration
          return { number, fact, content: isVain ? nothing : await ask(choose(fact, page), number) }
        }),
      )
    }

    return { name, answer, close: () => Promise.resolve() }
  }
}

const nothing: Content = { retrievedAt: null, endpoint: null, isStale: false }

function get(client: Client, token: () => Promise<string>, clock: PassingClock): Fetch {
  return async (endpoint, number) => {
    const accessToken = await token()
    const retrievedAt = clock.now()
    const { statusCode } = await client.get(endpoint, number, accessToken)
    if (!isAnswer(statusCode)) return null
    return { retrievedAt: statusCode === '100' ? retrievedAt : null, endpoint, isStale: false }
  }
}

import { numberOf } from './applications.ts'
import { post } from './processes.ts'
import { recordsQuery } from './workloads.ts'

/** As many as the complexity of one operation allows. */
const aPage = 50

/** What the other servers keep in memory, as ours decodes it: so that all answer from the same records. */
export async function recordsFrom(url: string, applications: number): Promise<object> {
  const pages: unknown[][] = []
  let extensions: unknown
  for (let from = 0; from < applications; from += aPage) {
    const numbers = Array.from({ length: Math.min(aPage, applications - from) }, (_, place) => numberOf(from + place))
    const answer = JSON.parse(await post(url, JSON.stringify({ query: recordsQuery, variables: { numbers } }))) as {
      data: { applications: unknown[] }
      errors?: unknown
      extensions: unknown
    }
    if (answer.errors) throw new Error(`The records could not be read: ${JSON.stringify(answer.errors).slice(0, 500)}`)
    pages.push(answer.data.applications)
    extensions = answer.extensions
  }
  return { applications: pages.flat(), extensions }
}

import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type GraphAnswer, listen, openGraph } from '../../../test/support/graph.ts'

export interface Answer extends Pick<GraphAnswer, 'status' | 'data' | 'errors'> {
  readonly headers: Headers
}

/** The example as a user starts it, in front of a patent graph whose calls can be counted. */
export async function startGateway() {
  const patents = await openGraph()
  const port = await freePort()
  const here = fileURLToPath(new URL('..', import.meta.url))
  const example = spawn(process.execPath, ['start.ts', '--patents', `${patents.url}/graphql`, '--port', port], {
    cwd: here,
  })
  let output = ''
  const ready = new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      output += text
      const url = /Both in one graph: (\S+)/.exec(output)?.[1]
      if (url) resolve(url)
    }
    for (const stream of [example.stdout, example.stderr]) stream.setEncoding('utf8').on('data', read)
    example.once('exit', () => reject(new Error(`The example ended:\n${output}`)))
  })
  const url = await ready

  async function query(query: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    })
    const { data, errors = [] } = (await response.json()) as Partial<Pick<Answer, 'data' | 'errors'>>
    return { status: response.status, headers: response.headers, data, errors }
  }

  return {
    patents,
    query,
    calls: patents.calls,
    async close() {
      example.kill()
      await patents.close()
    },
  }
}

async function freePort(): Promise<string> {
  const server = createServer()
  const url = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return new URL(url).port
}

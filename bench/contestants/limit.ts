import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/**
 * node:http sending finished bytes: the request is read to its end, as HTTP wants it, and answered with what is kept for
 * its path. No GraphQL server on node:http can be faster.
 */
const [, , port, file = ''] = process.argv
const answers = new Map(
  Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>).map(([path, answer]) => {
    const bytes = Buffer.from(answer)
    return [
      path,
      { bytes, headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length } },
    ]
  }),
)

createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const answer = answers.get(request.url ?? '')
    if (answer) response.writeHead(200, answer.headers).end(answer.bytes)
    else response.writeHead(404).end()
  })
}).listen(Number(port), '127.0.0.1')

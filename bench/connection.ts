import { connect, type Socket } from 'node:net'

const endOfHead = Buffer.from('\r\n\r\n')
const endOfChunks = Buffer.from('0\r\n\r\n')

/**
 * One kept-alive HTTP/1.1 connection that has one request under way at a time. It reads of a response what it needs to
 * find its end, and nothing else: a load generator that costs more than the server measures itself.
 */
export class Connection {
  readonly #socket: Socket
  /** Of the response under way: bytes still to come; null until its head is whole, Infinity where it comes in chunks. */
  #left: number | null = null
  #head: Buffer | null = null
  #status = 0
  #answered: (status: number) => void = () => undefined
  #failed: (error: unknown) => void = () => undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', (error) => this.#failed(error))
    socket.on('close', () => this.#failed(new Error('The server closed the connection.')))
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)))
      socket.once('error', reject)
    })
  }

  /** `answered` is called with the status when the response is complete. */
  onAnswer(answered: (status: number) => void, failed: (error: unknown) => void): void {
    this.#answered = answered
    this.#failed = failed
  }

  send(request: Buffer): void {
    this.#left = null
    this.#socket.write(request)
  }

  close(): void {
    this.#failed = () => undefined
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    if (this.#left === null) this.#readHead(chunk)
    else this.#readBody(chunk)
  }

  #readHead(chunk: Buffer): void {
    const head = this.#head ? Buffer.concat([this.#head, chunk]) : chunk
    const end = head.indexOf(endOfHead)
    if (end < 0) {
      this.#head = head
      return
    }
    this.#head = null
    const text = head.toString('latin1', 0, end)
    this.#status = Number(text.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
    this.#left = length === undefined ? Infinity : Number(length)
    this.#readBody(head.subarray(end + endOfHead.length))
  }

  #readBody(chunk: Buffer): void {
    if (this.#left === null) return
    this.#left -= chunk.length
    const isComplete =
      this.#left === Infinity ? chunk.subarray(-endOfChunks.length).equals(endOfChunks) : this.#left <= 0
    if (isComplete) this.#answered(this.#status)
  }
}

/** A POST of JSON as its bytes. */
export function requestOf(path: string, port: number, body: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    'Accept: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

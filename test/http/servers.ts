import { createServer, type RequestListener } from 'node:http'
import { createServer as createNetServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** An HTTP server on loopback for one test; returns its origin. */
export function httpServer(listener: RequestListener): Promise<string> {
  return listening(createServer(listener))
}

/** A bare TCP server, for what an HTTP server would not do. */
export function tcpServer(onConnection: (socket: Socket) => void): Promise<string> {
  return listening(
    createNetServer((socket) => {
      socket.on('error', () => undefined)
      onConnection(socket)
    }),
  )
}

/** An origin where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createNetServer()
  const origin = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return origin
}

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return listen(server)
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

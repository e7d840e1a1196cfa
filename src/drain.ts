import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Services } from './services.ts'

/** Of the time there is, when calls are given up: what they leave must still be answered and written down … */
const CALLS = 0.9
/** … and when the connections go of those who read their answers too slowly, or never sent all of their question. */
const READERS = 0.95

/**
 * Ends a server in peace: it takes in nothing new, and says so to who asks, while what is under way ends and is
 * remembered: false where that was not to be. Until then it listens, so that whoever balances the load sees /ready red and is sent on.
 */
export function createDrain(server: Server, services: Services): (limitMs: number) => Promise<boolean> {
  const quiet = quietSockets(server)
  server.on('request', ({ socket }, response) => {
    // A client that keeps its connection after its answer would keep the process.
    response.once('finish', () => services.doors.areClosed && socket.end())
  })

  return async (limitMs) => {
    services.stop()
    const readers = setTimeout(() => server.closeAllConnections(), limitMs * READERS)
    const calls = setTimeout(() => services.giveUp(), limitMs * CALLS)
    const isLate = new Promise((resolve) => setTimeout(resolve, limitMs * READERS).unref())
    await services.doors.empty()
    await services.source.idle()
    const isClosed = new Promise((resolve) => server.close(resolve))
    for (const socket of quiet) socket.destroy()
    await isClosed
    // A store that is away may come back in time.
    await Promise.race([services.store.written(), isLate])
    await services.close()
    for (const timer of [calls, readers]) clearTimeout(timer)
    return services.store.unwritten === 0
  }
}

/** Connections on which nothing was asked yet: browsers keep some in reserve. */
function quietSockets(server: Server): ReadonlySet<Socket> {
  const quiet = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    quiet.add(socket)
    socket.once('close', () => quiet.delete(socket))
  })
  server.on('request', ({ socket }) => quiet.delete(socket))
  return quiet
}

import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

/** The profiler of a process that listens to inspectors on this port of loopback. */
export async function openInspector(port: number) {
  const [target] = (await inspectorTargets(port)) as [{ webSocketDebuggerUrl: string }]
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await once(socket, 'open')
  let last = 0
  const call = async (method: string, params: object = {}): Promise<unknown> => {
    const id = ++last
    socket.send(JSON.stringify({ id, method, params }))
    for (;;) {
      const [{ data }] = (await once(socket, 'message')) as [{ data: string }]
      const answer = JSON.parse(data) as { id?: number; result: unknown }
      if (answer.id === id) return answer.result
    }
  }
  await call('Profiler.enable')
  await call('Profiler.setSamplingInterval', { interval: 500 })
  return { call, close: () => socket.close() }
}

async function inspectorTargets(port: number): Promise<unknown> {
  for (;;) {
    try {
      return await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()
    } catch {
      await delay(20)
    }
  }
}

import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

export async function membersOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const members = new Map<string, Buffer>()
  const file = await fromBufferPromise(zip)
  for await (const entry of file.eachEntry()) {
    members.set(
      entry.fileName,
      entry.fileName.endsWith('/') ? Buffer.alloc(0) : await buffer(await file.openReadStreamPromise(entry)),
    )
  }
  return members
}

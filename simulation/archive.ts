import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import type { Finding } from '../src/sandbox/office.ts'

/**
 * The same archive without compression. To inflate takes another thread of the machine as long as it likes, and the
 * simulated clock would not know that somebody is still reading.
 */
export async function storedArchive(finding: Finding): Promise<Finding> {
  if (finding.kind !== 'archive') return finding
  const packed = await fromBufferPromise(finding.bytes)
  const archive = new ZipFile()
  for await (const entry of packed.eachEntry()) {
    const bytes = await buffer(await packed.openReadStreamPromise(entry))
    archive.addBuffer(bytes, entry.fileName, { compress: false, mtime: entry.getLastModDate() })
  }
  archive.end()
  return { ...finding, bytes: await buffer(archive.outputStream) }
}

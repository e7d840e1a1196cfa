import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** An entry without bytes is a directory. */
export interface Entry {
  readonly name: string
  readonly bytes?: Buffer
}

/** Archives are made when they are asked for: their entries bear that moment in Japan's time (xml.md §1.2). */
export function zip(entries: readonly Entry[], at: number): Promise<Buffer> {
  const file = new ZipFile()
  const options = { mtime: asIfLocal(at), forceDosTimestamp: true }
  for (const { name, bytes } of entries) {
    if (bytes) file.addBuffer(bytes, name, options)
    else file.addEmptyDirectory(name, options)
  }
  file.end()
  return buffer(file.outputStream)
}

/** The DOS timestamp of a ZIP is written from a date's local parts: a date whose local parts are those of Japan. */
function asIfLocal(at: number): Date {
  const japan = new Date(at + 9 * 3_600_000)
  return new Date(
    japan.getUTCFullYear(),
    japan.getUTCMonth(),
    japan.getUTCDate(),
    japan.getUTCHours(),
    japan.getUTCMinutes(),
    japan.getUTCSeconds(),
  )
}

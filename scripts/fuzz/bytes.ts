import { pick, type Random } from './random.ts'

export type Mutation = (bytes: Buffer, random: Random) => Buffer

/** What can happen to any bytes. */
export const anyBytes: Readonly<Record<string, Mutation>> = {
  'bits flipped'(bytes, random) {
    const copy = Buffer.from(bytes)
    for (let count = 1 + random(8); count > 0 && copy.length > 0; count -= 1) {
      const at = random(copy.length)
      copy[at] = (copy[at] ?? 0) ^ (1 << random(8))
    }
    return copy
  },
  'cut short': (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  'a run removed'(bytes, random) {
    const from = random(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random(64))])
  },
  'a run doubled'(bytes, random) {
    const from = random(bytes.length + 1)
    const run = bytes.subarray(from, from + random(4096))
    return Buffer.concat([bytes.subarray(0, from), run, run, bytes.subarray(from + run.length)])
  },
  'a run of one byte'(bytes, random) {
    const copy = Buffer.from(bytes)
    const from = random(copy.length + 1)
    return copy.fill(pick(random, [0, 0xff, 0x20, 0x3c]), from, Math.min(copy.length, from + random(64)))
  },
}

/** In place of what stands at a random place. */
export function inserted(bytes: Buffer, random: Random, text: string): Buffer {
  const at = random(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(text, 'latin1'), bytes.subarray(at)])
}

/** What stands for all that get no series of their own. */
const REST = 'other'

const LONGEST = 100

/** Labels that others choose – names of operations, of callers: the first so many of them, whatever they think of. */
export function bounded(most: number): (value: string) => string {
  const known = new Set<string>()
  return (value) => {
    if (known.has(value)) return value
    if (known.size >= most || value.length > LONGEST) return REST
    known.add(value)
    return value
  }
}

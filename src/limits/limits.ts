/** What one limit counts, for the README's table and for the operator who changes it. */
export interface Limit {
  readonly byDefault: number
  /** What an operator may set. */
  readonly from: number
  readonly to: number
  readonly meaning: string
  /** What is counted, for `… has 16 levels of fields`. */
  readonly unit: string
  /** How a request beyond it is answered. */
  readonly answer: string
}

const tooComplex = '400 `QUERY_TOO_COMPLEX`'
const badInput = '400 `BAD_USER_INPUT`'

/** What one request may ask for, in the order of the README's table. */
export const limitTable = {
  depth: {
    byDefault: 15,
    from: 1,
    to: 100,
    meaning: 'Fields within fields, wherever a fragment puts them; introspection by the usual tools has 15.',
    unit: 'levels of fields',
    answer: tooComplex,
  },
  aliases: {
    byDefault: 50,
    from: 0,
    to: 10_000,
    meaning: 'Aliases, those of a fragment wherever it is spread.',
    unit: 'aliases',
    answer: tooComplex,
  },
  directives: {
    byDefault: 50,
    from: 1,
    to: 10_000,
    meaning: 'Directives, those of a fragment wherever it is spread.',
    unit: 'directives',
    answer: tooComplex,
  },
  rootFields: {
    byDefault: 30,
    from: 1,
    to: 10_000,
    meaning: 'Fields of Query, aliased ones each.',
    unit: 'fields at its root',
    answer: tooComplex,
  },
  tokens: {
    byDefault: 2_000,
    from: 200,
    to: 100_000,
    meaning: 'Words and signs of the document, before it is parsed further.',
    unit: 'tokens',
    answer: tooComplex,
  },
  complexity: {
    byDefault: 100_000,
    from: 100,
    to: 1_000_000,
    meaning: 'Values that an operation may select, a list counting twenty times what is selected in it.',
    unit: 'values to be selected (a list counts twenty times what is selected in it)',
    answer: tooComplex,
  },
  pageSize: {
    byDefault: 100,
    from: 1,
    to: 1_000,
    meaning: '`first` or `last` of a connection.',
    unit: 'rows',
    answer: badInput,
  },
  listLength: {
    byDefault: 200,
    from: 1,
    to: 1_000,
    meaning: 'Numbers or ids in one list.',
    unit: 'elements',
    answer: badInput,
  },
  bodyBytes: {
    byDefault: 100_000,
    from: 1_000,
    to: 10_000_000,
    meaning: 'The body of a request.',
    unit: 'bytes',
    answer: '413 `REQUEST_TOO_LARGE`',
  },
  headerBytes: {
    byDefault: 16_384,
    from: 4_096,
    to: 262_144,
    meaning: 'The address of a request with its headers: an operation sent by GET has no more room.',
    unit: 'bytes',
    answer: '431 `HEADERS_TOO_LARGE`',
  },
  receiveSeconds: {
    byDefault: 15,
    from: 1,
    to: 300,
    meaning: 'From the first byte of a request to its last, and while nothing of its answer is taken.',
    unit: 'seconds',
    answer: '408 `REQUEST_TIMED_OUT`',
  },
  answerSeconds: {
    byDefault: 60,
    from: 1,
    to: 600,
    meaning: 'What an operation may take beyond its own `wait`; what it had started is remembered.',
    unit: 'seconds',
    answer: '503 `OPERATION_TIMED_OUT`',
  },
  operationsAtOnce: {
    byDefault: 100,
    from: 1,
    to: 10_000,
    meaning: 'Operations of one caller that are not answered yet.',
    unit: 'operations',
    answer: '429 `TOO_MANY_OPERATIONS`',
  },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limitTable

export type Limits = Readonly<Record<LimitName, number>>

export const limitNames = Object.keys(limitTable) as readonly LimitName[]

export const defaultLimits = Object.fromEntries(limitNames.map((name) => [name, limitTable[name].byDefault])) as Limits

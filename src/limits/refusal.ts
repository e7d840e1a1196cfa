import { type Excess, Failure } from '../errors.ts'

export interface RefusalDetails {
  /** Of HTTP. */
  readonly status: number
  readonly code: string
  /** `asked` is left out where it is not known when the request is ended. */
  readonly excess?: Omit<Excess, 'asked'> & Partial<Pick<Excess, 'asked'>>
  readonly retryAfterSeconds?: number
  /** Of the answer. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that is not begun, or not gone on with: what must change lies with who sent it. Nothing was spent for it. */
export class Refusal extends Failure {
  readonly extensions
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(message: string, { status, code, excess, retryAfterSeconds, headers }: RefusalDetails) {
    super(message)
    this.status = status
    this.extensions = { code, ...excess, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }
    this.headers = {
      ...headers,
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    }
  }
}

import { UpstreamContract } from '../../errors.ts'
import { WireObject, type WireNotes } from './wire.ts'

/** What surrounds every JSON answer of the office (api.md §3). */
export interface Envelope {
  /** 100 is success; the others are api.md §3. */
  statusCode: string
  /** The office's own words; empty on success. */
  message: string
  /** Calls left today for this ID at this endpoint; null where the office does not say. */
  remaining: number | null
  /** Not judged here: with an error it means nothing, and three official examples of 108 leave it out. `{}` then. */
  data: unknown
}

export function readEnvelope(endpoint: string, text: string): Envelope {
  const body = `${endpoint} body`
  return WireObject.read(body, parse(body, text), unheard, (answer) => {
    const envelope = answer.object('result', (result) => ({
      statusCode: result.requiredText('statusCode'),
      message: result.text('errorMessage') ?? '',
      remaining: result.count('remainAccessCount'),
      data: result.optional('data', {}),
    }))
    return envelope ?? answer.reject('result', 'it is empty')
  })
}

function parse(where: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UpstreamContract(where, 'it is not JSON', { cause })
  }
}

/** A new key beside the four would change nothing for any reader; those in `data` are counted. */
const unheard: WireNotes = { unknownKey: () => undefined }

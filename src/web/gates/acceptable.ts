import type { IncomingMessage } from 'node:http'
import { Refusal } from '../../limits/refusal.ts'

const types = /^(?:\*\/\*|application\/(?:\*|json|graphql-response\+json))$/

/** Whoever accepts no answer that can be given should not have one made, and paid for. */
export function isAcceptable({ headers: { accept = '*/*' } }: IncomingMessage): void {
  const isOne = accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.replaceAll(/\s/g, '').toLowerCase().split(';')
    const charset = parameters.find((parameter) => parameter.startsWith('charset='))
    const isRefused = parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter))
    return types.test(type) && !isRefused && (charset === undefined || charset === 'charset=utf-8')
  })
  if (isOne) return
  const forParts = /multipart\/mixed|text\/event-stream/i.test(accept)
    ? ' What has no parts comes so too: name one of them beside multipart/mixed and text/event-stream.'
    : ''
  throw new Refusal(`Answers are application/graphql-response+json or application/json, in UTF-8.${forParts}`, {
    status: 406,
    code: 'NOT_ACCEPTABLE',
  })
}

import { z } from 'zod'
import type { TraceSettings } from '../observe/traces.ts'
import { setting } from './setting.ts'

const httpUrl = z.string().refine((text) => /^https?:\/\/./.test(text) && URL.canParse(text), {
  error: 'must be an http:// or https:// URL',
})

const protocols = ['http/protobuf', 'http/json'] as const
const protocol = z.enum(protocols, { error: `must be one of ${protocols.join(', ')}` })

const exporters = ['otlp', 'console', 'none'] as const

/**
 * Whether and where to operations are traced, in the names that OpenTelemetry gave these settings. What else begins with
 * OTEL_ – headers, samplers, batches, the service's name – its own packages read from the environment.
 */
export const traceSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: setting({
    byDefault: '',
    meaning:
      'Where traces go, by OTLP over HTTP, such as http://127.0.0.1:4318; without it nothing is traced. Other OTEL_… variables are OpenTelemetry’s own.',
    as: httpUrl.optional(),
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: setting({
    byDefault: '',
    meaning: 'The same with its path, such as http://127.0.0.1:4318/v1/traces.',
    as: httpUrl.optional(),
  }),
  OTEL_TRACES_EXPORTER: setting({
    byDefault: 'otlp with an endpoint',
    meaning: 'otlp, console (standard output) or none.',
    as: z.enum(exporters, { error: `must be one of ${exporters.join(', ')}` }).optional(),
  }),
  OTEL_EXPORTER_OTLP_PROTOCOL: setting({
    byDefault: 'http/protobuf',
    meaning: 'http/protobuf or http/json.',
    as: protocol.optional(),
  }),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: setting({
    byDefault: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    meaning: 'The same for traces.',
    as: protocol.optional(),
  }),
  OTEL_SDK_DISABLED: setting({
    byDefault: 'false',
    meaning: 'true: nothing is traced, whatever else is set.',
    as: z
      .string()
      .transform((text) => text.toLowerCase() === 'true')
      .optional(),
  }),
}

/** What the settings above come to. */
export function tracesOf(read: {
  readonly [Name in keyof typeof traceSettings]?: z.infer<(typeof traceSettings)[Name]['as']>
}): TraceSettings {
  const hasEndpoint = read.OTEL_EXPORTER_OTLP_ENDPOINT ?? read.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  const exporter = read.OTEL_TRACES_EXPORTER ?? (hasEndpoint === undefined ? 'none' : 'otlp')
  return {
    exporter: read.OTEL_SDK_DISABLED ? 'none' : exporter,
    protocol: read.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? read.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf',
  }
}

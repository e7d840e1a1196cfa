import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ConsoleSpanExporter,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base'
import type { Logger } from 'pino'
import type { JournalEntry } from '../quota/journal.ts'
import type { OperationBegin, OperationEnd } from './operation-log.ts'
import type { OperationTrace, Traces, TraceSettings } from './traces.ts'
import { version } from './version.ts'

const NAME = 'jpo-patent-graph'

/** A collector that is away must not keep a server from its end. */
const CLOSING = 1_500

/** Nothing of it is global: neither provider nor context, so two servers in one process trace each for itself. */
export async function startTraces({ log, ...settings }: TraceSettings & { log: Logger }): Promise<Traces> {
  const exporter = reporting(await exporterOf(settings), log)
  const provider = new BasicTracerProvider({
    // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say comes first.
    resource: resourceFromAttributes({ 'service.name': NAME, 'service.version': version() }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  const tracer = provider.getTracer(NAME, version())
  return {
    operation: (begin) => traced(tracer, begin),
    async close() {
      const late = new Promise((resolve) => setTimeout(resolve, CLOSING).unref())
      await Promise.race([provider.shutdown().catch(() => undefined), late])
    },
  }
}

/** Each reads its own settings from the environment (OTEL_EXPORTER_OTLP_…). */
async function exporterOf({ exporter, protocol }: TraceSettings): Promise<SpanExporter> {
  if (exporter === 'console') return new ConsoleSpanExporter()
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto')
  return new OTLPTraceExporter()
}

/** OpenTelemetry is silent by itself about spans that it could not send. Reported once for each time that it fails. */
function reporting(exporter: SpanExporter, log: Logger): SpanExporter {
  let isFailing = false
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const hasFailed = result.code === ExportResultCode.FAILED
        if (hasFailed && !isFailing)
          log.warn({ reason: result.error?.message ?? 'unknown' }, 'Traces cannot be sent; what is not sent is dropped')
        isFailing = hasFailed
        done(result)
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  }
}

function traced(tracer: Tracer, begin: OperationBegin): OperationTrace {
  const { id, caller, startedAt, carrier } = begin
  const parent = new W3CTraceContextPropagator().extract(ROOT_CONTEXT, carrier, defaultTextMapGetter)
  const attributes = { 'jpo.request_id': id, 'jpo.caller': caller, 'graphql.operation.type': 'query' }
  const span = tracer.startSpan('query', { kind: SpanKind.SERVER, startTime: new Date(startedAt), attributes }, parent)
  const own = trace.setSpan(parent, span)
  return {
    traceId: span.spanContext().traceId,
    attempted: (attempt, endedAt) => traceCall(tracer, own, attempt, endedAt),
    ended: (end) => endSpan(span, end),
  }
}

/** Its key is left out: it may be the name of somebody who is looked for. */
function traceCall(tracer: Tracer, parent: Context, attempt: JournalEntry, endedAt: number): void {
  const { endpoint, outcome, statusCode, remaining, waitedMs, at } = attempt
  // A refused turn is no call.
  if (outcome === 'refused-minute' || outcome === 'refused-share' || (outcome === 'refused-day' && statusCode === null))
    return
  const attributes = {
    'jpo.endpoint': endpoint,
    'jpo.outcome': outcome,
    'jpo.waited_ms': waitedMs,
    'jpo.attempt': attempt.attempt,
    ...(statusCode !== null && { 'jpo.status_code': statusCode }),
    ...(remaining !== null && { 'jpo.remaining': remaining }),
  }
  const span = tracer.startSpan(endpoint, { kind: SpanKind.CLIENT, startTime: new Date(at), attributes }, parent)
  if (outcome !== 'answered' && outcome !== 'no-data') span.setStatus({ code: SpanStatusCode.ERROR })
  span.end(new Date(Math.max(at, endedAt)))
}

function endSpan(span: Span, { name, isRun, codes, status, at, calls, saved, stale, waitedMs }: OperationEnd): void {
  if (isRun && name !== null) {
    span.updateName(`query ${name}`)
    span.setAttribute('graphql.operation.name', name)
  }
  span.setAttributes({
    'jpo.calls': [...calls.values()].reduce((sum, count) => sum + count, 0),
    'jpo.saved': saved,
    'jpo.stale': stale,
    'jpo.waited_ms': waitedMs,
    'jpo.errors': [...new Set(codes)],
    ...(status !== null && { 'http.response.status_code': status }),
  })
  if (codes.length > 0) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end(new Date(at))
}

import type { TracingConfig } from '../../config/tracing-config.ts';
import { type Finding, ok, warn } from './finding.ts';

const check = 'traces';
const patienceMs = 3_000;
const emptyExports = {
  'http/json': { type: 'application/json', body: '{"resourceSpans":[]}' },
  'http/protobuf': { type: 'application/x-protobuf', body: '' },
};

/** Whether the collector of spans answers, asked by handing it none. Calls are logged without it. */
export async function checkCollector(tracing: TracingConfig | null): Promise<Finding> {
  if (tracing === null) return ok(check, 'off: OTEL_EXPORTER_OTLP_ENDPOINT is not set');
  const { url, protocol, headers } = tracing;
  const { type, body } = emptyExports[protocol];
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': type }, body, signal });
    await answer.body?.cancel();
    if (answer.ok) return ok(check, `${url} takes spans`);
    const remedy =
      answer.status === 401 || answer.status === 403
        ? 'See OTEL_EXPORTER_OTLP_HEADERS: it has to bring what the collector asks for.'
        : 'See that OTEL_EXPORTER_OTLP_ENDPOINT is its address for OTLP by HTTP (port 4318, most often), without /v1/traces.';
    return warn(check, `${url} answers ${answer.status}`, remedy);
  } catch {
    const remedy = 'See that the collector runs, and that OTEL_EXPORTER_OTLP_ENDPOINT is its address for OTLP by HTTP.';
    return warn(check, `${url} does not answer`, remedy);
  }
}

import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { SpanExporter } from '@opentelemetry/sdk-trace-node';

export interface Collector {
  /** The whole address. */
  url: string;
  protocol: 'http/protobuf' | 'http/json';
  headers: Record<string, string>;
}

/** @returns what posts spans to the collector; time-outs, compression and certificates are as its own variables say */
export function createExporter({ url, protocol, headers }: Collector): SpanExporter {
  const Exporter = protocol === 'http/json' ? JsonExporter : ProtobufExporter;
  return new Exporter({ url, headers });
}

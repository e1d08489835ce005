import type { Environment } from './environment.ts';

/** Where spans go, and as what. */
export interface TracingConfig {
  /** The whole address that spans are posted to. */
  url: string;
  protocol: 'http/protobuf' | 'http/json';
  /** With each request; they may be secrets. */
  headers: Record<string, string>;
  serviceName: string;
}

/** The collector that OpenTelemetry's specification supposes where nobody names one. */
const usualCollector = 'http://localhost:4318';

/** @returns null unless traces are asked for: by an address, or by `OTEL_TRACES_EXPORTER=otlp` */
export function toTracingConfig(environment: Environment): TracingConfig | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole } = environment;
  const exporter = environment.OTEL_TRACES_EXPORTER ?? (base === null && whole === null ? 'none' : 'otlp');
  if (exporter === 'none' || environment.OTEL_SDK_DISABLED) return null;
  return {
    url: whole ?? `${base ?? usualCollector}/v1/traces`,
    protocol: environment.OTEL_EXPORTER_OTLP_PROTOCOL,
    headers: environment.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: environment.OTEL_SERVICE_NAME,
  };
}

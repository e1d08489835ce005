import { z } from 'zod';
import { webAddress } from './addresses.ts';
import { refuse } from './refuse.ts';

const collector = webAddress('http://localhost:4318').nullable().default(null);

/**
 * The variables of OpenTelemetry's specification that say whether spans are sent, where and how. Its SDK reads the rest by
 * itself (`OTEL_TRACES_SAMPLER`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_BSP_*`, …).
 */
export const tracingVariables = {
  OTEL_SDK_DISABLED: z
    .string()
    .regex(/^(?:true|false)$/i, { error: 'is not true or false. Write one of them.' })
    .transform((value) => value.toLowerCase() === 'true')
    .default(false),
  OTEL_TRACES_EXPORTER: z
    .enum(['otlp', 'none'], { error: 'is not an exporter of Callthread. Write otlp or none.' })
    .nullable()
    .default(null),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector,
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/protobuf', 'http/json'], {
      error: 'is not a protocol of Callthread. Write http/protobuf or http/json (port 4318, most often).',
    })
    .default('http/protobuf'),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().transform(toHeaders).default({}),
  OTEL_SERVICE_NAME: z.string().default('callthread'),
};

/** `name=value`, separated by commas; values may be percent-encoded, as the specification has it. */
function toHeaders(written: string, context: z.core.$RefinementCtx): Record<string, string> {
  const pairs = written.split(',').map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name.trim(), value.join('=').trim()];
  });
  try {
    if (pairs.some(([name, value]) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || value === '')) throw new URIError();
    return Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return refuse(context, 'is not a list of headers. Write name=value, and commas between several.');
  }
}

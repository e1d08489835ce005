import express from 'express';
import { listenHttp } from '../../../src/http/listen.ts';

/** A span as OTLP's JSON has it, its attributes as an object. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number };
  service: unknown;
  attributes: Record<string, unknown>;
}

export interface Collector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  spans: ReceivedSpan[];
  /** Bodies as they came. */
  bodies: string[];
  /** The header of each request. */
  authorizations: Array<string | undefined>;
  close(): Promise<void>;
}

interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: number | string; [other: string]: unknown };
}

interface Export {
  resourceSpans: Array<{
    resource: { attributes: KeyValue[] };
    scopeSpans: Array<{ spans: Array<Omit<ReceivedSpan, 'attributes' | 'service'> & { attributes: KeyValue[] }> }>;
  }>;
}

/** Starts a receiver of OTLP by HTTP, in JSON. */
export async function startCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const authorizations: Collector['authorizations'] = [];
  const app = express().post(
    '/v1/traces',
    express.text({ type: 'application/json', limit: '50mb' }),
    (request, response) => {
      const body = String(request.body);
      bodies.push(body);
      authorizations.push(request.get('authorization'));
      for (const { resource, scopeSpans } of (JSON.parse(body) as Export).resourceSpans) {
        const { 'service.name': service } = toObject(resource.attributes);
        const received = scopeSpans.flatMap((scope) => scope.spans);
        spans.push(...received.map((span) => ({ ...span, service, attributes: toObject(span.attributes) })));
      }
      response.json({});
    },
  );
  const listener = await listenHttp(app, 0, '127.0.0.1');
  return { url: `http://127.0.0.1:${listener.port}`, spans, bodies, authorizations, close: () => listener.close() };
}

function toObject(attributes: KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, ...other } }) => [
      key,
      stringValue ?? (intValue === undefined ? other : Number(intValue)),
    ]),
  );
}

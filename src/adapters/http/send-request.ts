import fetch, { AbortError, FetchError, type RequestInit } from 'node-fetch';
import { type Vendor, VendorSilent } from './vendor-faults.ts';

export interface VendorRequest {
  vendor: Vendor;
  /** The vendor's own name of the operation, for errors and metrics: `import-inbox-message`. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  json?: unknown;
  /** A form with files, instead of `json`. */
  form?: FormData;
  timeoutMs: number;
  onAnswered?: OnAnswered | undefined;
}

/** What is told of a request once it has an answer, or will have none, for metrics and the log. */
export interface RequestSeen {
  vendor: Vendor;
  operation: string;
  /** The HTTP status, or as `VendorSilent.reason`. */
  status: number | VendorSilent['reason'];
  durationMs: number;
}

export type OnAnswered = (seen: RequestSeen) => void;

export interface VendorAnswer {
  status: number;
  /** @returns the header's value; the name in lower case. */
  header(name: string): string | null;
  /** Parsed JSON; text when it is none; undefined when empty. */
  body: unknown;
}

/** Failures in which no byte of the request can have reached the vendor. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/**
 * One attempt at one request; retrying is Temporal's. Redirects are not followed: Front answers 301 for a merged
 * conversation, and following it would turn a write into a GET.
 * @returns the answer, whatever its status
 * @throws {VendorSilent} when no answer came within the time limit
 */
export async function sendRequest(request: VendorRequest): Promise<VendorAnswer> {
  const startedAtMs = performance.now();
  const tell = (status: RequestSeen['status']): void =>
    request.onAnswered?.({
      vendor: request.vendor,
      operation: request.operation,
      status,
      durationMs: performance.now() - startedAtMs,
    });
  const init: RequestInit = {
    method: request.method,
    headers: {
      accept: 'application/json',
      ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    redirect: 'manual',
    signal: AbortSignal.timeout(request.timeoutMs),
    ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
    ...(request.form === undefined ? {} : { body: request.form }),
  };
  try {
    const response = await fetch(request.url, init);
    const text = await response.text();
    tell(response.status);
    return { status: response.status, header: (name) => response.headers.get(name), body: parse(text) };
  } catch (error) {
    const fault = silence(request, error);
    if (fault instanceof VendorSilent) tell(fault.reason);
    throw fault;
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function silence(request: VendorRequest, error: unknown): unknown {
  const { vendor, operation } = request;
  const write = request.method !== 'GET';
  if (error instanceof AbortError) return new VendorSilent({ vendor, operation, reason: 'timeout', sent: true, write });
  if (error instanceof FetchError) {
    const refused = neverSent.has(error.code ?? '');
    return new VendorSilent({ vendor, operation, reason: refused ? 'refused' : 'cut', sent: !refused, write });
  }
  return error;
}

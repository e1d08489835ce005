import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import fetch, { AbortError, FetchError, type RequestInit } from 'node-fetch';
import { NoResponse, type Vendor } from './errors.ts';

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
  /** For the whole answer. Connecting may take five seconds at most. */
  timeoutMs: number;
  onAnswered?: OnAnswered | undefined;
}

/** Reported after each request, answered or failed, for metrics and the log. */
export interface RequestSeen {
  vendor: Vendor;
  operation: string;
  /** The HTTP status, or as `NoResponse.reason`. */
  status: number | NoResponse['reason'];
  durationMs: number;
}

export type OnAnswered = (seen: RequestSeen) => void;

export interface VendorAnswer {
  status: number;
  /** @param name in lower case */
  header(name: string): string | null;
  /** Parsed JSON; text when it is none; undefined when empty. See `requireJson`. */
  body: unknown;
}

/** Failures before any byte of the request can have reached the vendor. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'CONNECT_TIMEOUT']);
/** Of these, the answers of a name server, or its absence. */
const nameFaults = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** A dead host is noticed soon, however long an answer may take. */
const connectTimeoutMs = 5_000;
/** A hundred long e-mails. A larger answer is not from the API, and could exhaust memory. */
const maxAnswerBytes = 32 * 1024 * 1024;

/** Like Node's default agents, with a limit on connecting (TLS included): until then nothing has been sent. */
const pooled = { keepAlive: true, scheduling: 'lifo', timeout: 5_000 } as const;
const httpAgent = limitConnecting(new HttpAgent(pooled), 'connect');
const httpsAgent = limitConnecting(new HttpsAgent(pooled), 'secureConnect');

function limitConnecting<Agent extends HttpAgent>(agent: Agent, connected: 'connect' | 'secureConnect'): Agent {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    const timer = setTimeout(() => {
      socket?.destroy(Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' }));
    }, connectTimeoutMs);
    const stop = (): void => clearTimeout(timer);
    socket?.once(connected, stop).once('close', stop);
    return socket;
  };
  return agent;
}

/** @returns the agent of an address, as node-fetch takes it */
export function agentFor({ protocol }: { protocol: string }): HttpAgent {
  return protocol === 'https:' ? httpsAgent : httpAgent;
}

/**
 * One attempt at one request; retrying is Temporal's. Redirects are not followed: Front answers 301 for a merged
 * conversation, and following it would turn a write into a GET.
 * @returns the answer, whatever its status
 * @throws {NoResponse} when no answer came within the time limit, or a good status with an HTML page: a proxy's
 */
export async function sendRequest(request: VendorRequest): Promise<VendorAnswer> {
  const startedAtMs = performance.now();
  const report = (status: RequestSeen['status']): void =>
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
    agent: agentFor,
    size: maxAnswerBytes,
    signal: AbortSignal.timeout(request.timeoutMs),
    ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
    ...(request.form === undefined ? {} : { body: request.form }),
  };
  try {
    const response = await fetch(request.url, init);
    const text = await response.text();
    const { status, headers, ok } = response;
    if (ok && text !== '' && /^text\/html/i.test(headers.get('content-type') ?? '')) throw unreadable(request);
    report(status);
    return { status, header: (name) => headers.get(name), body: parse(text) };
  } catch (error) {
    const fault = silence(request, error);
    if (fault instanceof NoResponse) report(fault.reason);
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

/**
 * @returns the JSON of a good answer
 * @throws {NoResponse} when it is empty, cut off or no JSON: after a write it is unknown whether that was done
 */
export function requireJson(answer: VendorAnswer, request: Pick<VendorRequest, 'vendor' | 'operation' | 'method'>) {
  if (answer.body === undefined || typeof answer.body === 'string') throw unreadable(request);
  return answer.body;
}

function unreadable({ vendor, operation, method }: Pick<VendorRequest, 'vendor' | 'operation' | 'method'>) {
  return new NoResponse({ vendor, operation, reason: 'unreadable', sent: true, write: method !== 'GET' });
}

function silence(request: VendorRequest, error: unknown): unknown {
  const { vendor, operation } = request;
  const write = request.method !== 'GET';
  if (error instanceof AbortError) return new NoResponse({ vendor, operation, reason: 'timeout', sent: true, write });
  if (error instanceof FetchError && error.type === 'max-size') return unreadable(request);
  // What ends a stream early is a bare Error with a code (ERR_STREAM_PREMATURE_CLOSE, Z_DATA_ERROR).
  const code = error instanceof Error && !(error instanceof TypeError) ? (error as { code?: unknown }).code : undefined;
  if (!(error instanceof FetchError) && typeof code !== 'string') return error;
  const refused = neverSent.has(String(code));
  const unknownHost = nameFaults.has(String(code));
  return new NoResponse({ vendor, operation, reason: refused ? 'refused' : 'cut', sent: !refused, write, unknownHost });
}

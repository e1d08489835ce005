import type { z } from 'zod';
import { cleanDetail, HttpError, UnexpectedPayload } from '../http/errors.ts';
import { type OnAnswered, requireJson, sendRequest, type VendorAnswer, type VendorRequest } from '../http/request.ts';
import { readRetryAfterMs } from '../http/retry-after.ts';
import { type Priority, type RateLimiter, rateLimitReset } from './rate-limiter.ts';

export interface FrontAccess {
  /** https://api2.frontapp.com */
  apiUrl: string;
  apiToken: string;
  /** Of every request but uploads, in place of their own. */
  timeoutMs?: number;
  /** Without it requests go out at once. */
  rateLimiter?: RateLimiter;
  priority?: Priority;
  /** Told of every request. */
  onAnswered?: OnAnswered;
}

export interface FrontRequest {
  /** Front's operation id, for errors and metrics. */
  operation: string;
  method?: VendorRequest['method'];
  /** Path and query, or a whole address of a next page. */
  path: string;
  json?: unknown;
  /** A form with files, sent instead of `json`, which says the same without them: made when it is sent, for a file that was opened does not wait. It may take longer. */
  form?: () => Promise<FormData>;
  /** How long its answer may take; 30 s unless said. */
  timeoutMs?: number;
}

/** Front's slow hours are answered too late, not never: what is given up too soon is asked again, and does the work twice. */
const answerTimeoutMs = 30_000;

/** 25 MB, which Front takes at most, over a slow line. */
const uploadTimeoutMs = 100_000;

/** One request to Front; the answer's body is read by its schema. */
export type SendFrontRequest = <Body>(request: FrontRequest, schema: z.ZodType<Body>) => Promise<Body>;

/** A merged conversation: Front answers 301 with the address of the survivor. */
export class FrontMoved extends Error {
  override readonly name = 'FrontMoved';
  readonly survivorId: string;

  constructor(survivorId: string) {
    super(`the conversation was merged into ${survivorId}`);
    this.survivorId = survivorId;
  }
}

/**
 * @returns a function that asks Front once. It throws NoResponse (no answer, or an unreadable one), HttpError (any status but 2xx),
 * UnexpectedPayload (a body that is not as documented) or FrontMoved (301 of a merged conversation)
 */
export function createFrontRequest(access: FrontAccess): SendFrontRequest {
  const base = access.apiUrl.replace(/\/+$/, '');
  return async ({ operation, method = 'GET', path, json, form, timeoutMs = answerTimeoutMs }, schema) => {
    const send = async () =>
      await sendRequest({
        vendor: 'Front',
        operation,
        method,
        url: path.startsWith('/') ? `${base}${path}` : rebase(path, base),
        headers: { authorization: `Bearer ${access.apiToken}` },
        onAnswered: access.onAnswered,
        timeoutMs: form === undefined ? (access.timeoutMs ?? timeoutMs) : uploadTimeoutMs,
        ...(form !== undefined ? { form: await form() } : json === undefined ? {} : { json }),
      });
    const answer = await (access.rateLimiter?.run(access.priority ?? 'live', path, send) ?? send());
    if (answer.status === 301) throw new FrontMoved(survivorOf(answer, operation));
    if (answer.status < 200 || answer.status > 299) throw refusal(answer, operation, method);
    const read = schema.safeParse(answer.body);
    if (read.success) return read.data;
    requireJson(answer, { vendor: 'Front', operation, method });
    const [issue] = read.error.issues;
    const detail = `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as documented'}`;
    throw new UnexpectedPayload({ vendor: 'Front', operation, detail });
  };
}

const refusals = new Set([400, 404, 410, 414, 422]);

/**
 * Front does not know what a request names, or how it is spelt. To a question that is an answer, "there is none that is found
 * so", and nothing that a person has to put right.
 */
export function isRefused(error: unknown): error is HttpError {
  return error instanceof HttpError && refusals.has(error.status);
}

/** Front's next-page links carry a host of the company's own; a proxy or a stand-in that was configured goes before it. */
function rebase(address: string, base: string): string {
  const { pathname, search } = new URL(address);
  return `${base}${pathname}${search}`;
}

function survivorOf(answer: VendorAnswer, operation: string): string {
  const survivor = /\/conversations\/(cnv_[^/?#]+)/.exec(answer.header('location') ?? '')?.[1];
  if (survivor !== undefined) return survivor;
  throw new UnexpectedPayload({
    vendor: 'Front',
    operation,
    detail: '301 without the address of a conversation',
  });
}

function refusal(answer: VendorAnswer, operation: string, method: string): HttpError {
  const { _error: error } = (answer.body ?? {}) as {
    _error?: { title?: unknown; message?: unknown; details?: unknown };
  };
  const parts = [error?.title, error?.message, error?.details].flat().filter((part) => typeof part === 'string');
  return new HttpError({
    vendor: 'Front',
    operation,
    status: answer.status,
    detail: cleanDetail(parts.join(': ')) || 'no reason given',
    retryAfterMs: readRetryAfterMs(answer, rateLimitReset),
    write: method !== 'GET',
  });
}

import type { z } from 'zod';
import { cleanDetail, HttpError, UnexpectedPayload } from '../http/errors.ts';
import { type OnAnswered, requireJson, sendRequest, type VendorAnswer, type VendorRequest } from '../http/request.ts';
import { readRetryAfterMs } from '../http/retry-after.ts';
import { type Priority, type RateLimiter, rateLimitReset } from './rate-limiter.ts';

export interface FrontAccess {
  /** https://api2.frontapp.com */
  apiUrl: string;
  apiToken: string;
  /** Overrides the time-out of every request except uploads. */
  timeoutMs?: number;
  /** Without it requests are sent at once. */
  rateLimiter?: RateLimiter;
  priority?: Priority;
  /** How long a request may wait for the limit; without it, as long as it takes. */
  maxWaitMs?: number;
  /** Called after every request. */
  onAnswered?: OnAnswered;
}

export interface FrontRequest {
  /** Front's operation id, for errors and metrics. */
  operation: string;
  method?: VendorRequest['method'];
  /** Path and query, or the full URL of a next page. */
  path: string;
  json?: unknown;
  /**
   * A form with files, sent instead of `json` (the same fields without the files). It is built when the request is sent, since an
   * open download must not wait. Uploads have a longer time-out.
   */
  form?: () => Promise<FormData>;
  /** Default 30 s. */
  timeoutMs?: number;
}

/** A slow Front still answers: giving up too soon only repeats the work. */
const answerTimeoutMs = 30_000;

/** Front's maximum of 25 MB over a slow connection. */
const uploadTimeoutMs = 100_000;

/** Sends one request to Front and reads the answer's body by its schema. */
export type SendFrontRequest = <Body>(request: FrontRequest, schema: z.ZodType<Body>) => Promise<Body>;

/** The conversation was merged: Front answers 301 with the survivor's URL. */
export class FrontMoved extends Error {
  override readonly name = 'FrontMoved';
  readonly survivorId: string;

  constructor(survivorId: string) {
    super(`the conversation was merged into ${survivorId}`);
    this.survivorId = survivorId;
  }
}

/**
 * @returns a function that makes one attempt. It throws NoResponse (no answer, or an unreadable one), HttpError (any status but 2xx),
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
    const { rateLimiter, priority = 'live', maxWaitMs } = access;
    const giveUp = maxWaitMs === undefined ? undefined : AbortSignal.timeout(maxWaitMs);
    const answer = await (rateLimiter?.run(priority, path, send, giveUp) ?? send());
    const survivorId = survivorOf(answer);
    if (survivorId !== undefined) throw new FrontMoved(survivorId);
    if (answer.status < 200 || answer.status > 299) throw refusal(answer, operation, method);
    const read = schema.safeParse(answer.body);
    if (read.success) return read.data;
    requireJson(answer, { vendor: 'Front', operation, method });
    const [issue] = read.error.issues;
    const detail = `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as documented'}`;
    throw new UnexpectedPayload({ vendor: 'Front', operation, detail });
  };
}

/** A page of a list. */
interface Page {
  _pagination?: { next?: string | null | undefined } | null | undefined;
}

/**
 * @param path of this page, which a relative link starts from
 * @returns the path of the next page as a request takes it; null on the last one, or where the link cannot be read
 */
export function nextPage({ _pagination: pagination }: Page, path: string): string | null {
  const link = pagination?.next?.trim() ?? '';
  const page = new URL(path, 'https://front.invalid').href;
  if (link === '' || !URL.canParse(link, page)) return null;
  const { protocol, href } = new URL(link, page);
  return /^https?:$/.test(protocol) ? href : null;
}

/** Front's next-page links name a company-specific host; the configured one (a proxy, a simulator) is used instead. */
function rebase(address: string, base: string): string {
  const { pathname, search } = new URL(address);
  return `${base}${pathname}${search}`;
}

function survivorOf(answer: VendorAnswer): string | undefined {
  if (answer.status !== 301) return undefined;
  return /\/conversations\/(cnv_[^/?#]+)/.exec(answer.header('location') ?? '')?.[1];
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

import { z } from 'zod';
import { cleanDetail, HttpError, UnexpectedPayload } from '../http/errors.ts';
import { type OnAnswered, requireJson, sendRequest, type VendorRequest } from '../http/request.ts';
import { readRetryAfterMs } from '../http/retry-after.ts';
import { PayloadInvalid, readShape } from './schema.ts';

export interface AircallAccess {
  /** Without the version: https://api.aircall.io */
  apiUrl: string;
  apiId: string;
  apiToken: string;
  timeoutMs?: number;
  /** Called after every request. */
  onAnswered?: OnAnswered;
}

export interface AircallRequest {
  operation: string;
  method?: VendorRequest['method'];
  /** With the version: /v1/calls */
  path: string;
  query?: Record<string, string>;
  json?: unknown;
}

/** One attempt at one request; `read` turns the body of a good answer into what the caller wants. */
export type RequestAircall = <Result>(request: AircallRequest, read: (body: unknown) => Result) => Promise<Result>;

/** The moment the minute's budget is whole again: UNIX seconds as documented, milliseconds as some clients saw it. */
const rateLimitReset = 'x-aircallapi-reset';

/**
 * @returns a function that asks Aircall, and throws NoResponse (no answer), HttpError (any status but 2xx) or
 * UnexpectedPayload (`read` threw PayloadInvalid)
 */
export function createRequestAircall(access: AircallAccess): RequestAircall {
  const base = access.apiUrl.replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(`${access.apiId}:${access.apiToken}`).toString('base64')}`;
  return async ({ operation, method = 'GET', path, query, json }, read) => {
    const answer = await sendRequest({
      vendor: 'Aircall',
      operation,
      method,
      url: `${base}${path}${query === undefined ? '' : `?${new URLSearchParams(query).toString()}`}`,
      // Some GET requests need a content type too.
      headers: { authorization, 'content-type': 'application/json' },
      timeoutMs: access.timeoutMs ?? 8000,
      onAnswered: access.onAnswered,
      ...(json === undefined ? {} : { json }),
    });
    if (answer.status < 200 || answer.status > 299) {
      const detail = readRefusalDetail(answer.body);
      const retryAfterMs = readRetryAfterMs(answer, rateLimitReset);
      throw new HttpError({ vendor: 'Aircall', operation, status: answer.status, detail, retryAfterMs });
    }
    try {
      return read(answer.body);
    } catch (error) {
      if (!(error instanceof PayloadInvalid)) throw error;
      requireJson(answer, { vendor: 'Aircall', operation, method });
      throw new UnexpectedPayload({ vendor: 'Aircall', operation, detail: error.message });
    }
  };
}

/** Aircall's lists end at 10,000 records, fifty a page, without a word on the rest. */
const maxPages = 200;
/** The end of every page. */
export const Paged = z.object({
  meta: z.object({ total: z.int().nullish(), next_page_link: z.string().nullish() }).nullish(),
});

/** @returns the items of all pages of a list; `read` reads those of one page */
export async function listAll<Item>(
  ask: RequestAircall,
  request: AircallRequest,
  read: (body: unknown) => Item[],
): Promise<Item[]> {
  const all: Item[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const { items, isLast } = await ask({ ...request, query: pageQuery(page) }, (body) => ({
      items: read(body),
      isLast: !readShape(Paged, body).meta?.next_page_link,
    }));
    all.push(...items);
    if (isLast) break;
  }
  return all;
}

/** @returns the query of a page, of 50 records, which is the most that Aircall gives */
export function pageQuery(page: number): Record<string, string> {
  return { page: String(page), per_page: '50' };
}

/**
 * @param body of an error answer; Aircall's documentation shows `{ error, troubleshoot }`
 * @returns Aircall's own words, without phone numbers, mail addresses and anything that could be a secret
 */
export function readRefusalDetail(body: unknown): string {
  return cleanDetail(words(body));
}

function words(body: unknown): string {
  if (typeof body === 'string') return body.trimStart().startsWith('<') ? 'a page of HTML' : body;
  if (typeof body !== 'object' || body === null) return 'no reason given';
  const said = ['error', 'message', 'troubleshoot'].map((key): unknown => Reflect.get(body, key));
  return said.filter((part) => typeof part === 'string').join(': ') || 'no reason given';
}

import { readRetryAfterMs } from '../http/retry-after.ts';
import { type OnAnswered, requireJson, sendRequest, type VendorRequest } from '../http/send-request.ts';
import { VendorPayloadUnexpected, VendorRefused } from '../http/vendor-faults.ts';
import { PayloadInvalid } from './payload-invalid.ts';
import { readRefusalDetail } from './refusal-detail.ts';

export interface AircallAccess {
  /** Without the version: https://api.aircall.io */
  apiUrl: string;
  apiId: string;
  apiToken: string;
  timeoutMs?: number;
  /** Told of every request. */
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
 * @returns a function that asks Aircall, and throws VendorSilent (no answer), VendorRefused (any status but 2xx) or
 * VendorPayloadUnexpected (`read` threw PayloadInvalid)
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
      // Some of Aircall's reads ask for a content type too.
      headers: { authorization, 'content-type': 'application/json' },
      timeoutMs: access.timeoutMs ?? 8000,
      onAnswered: access.onAnswered,
      ...(json === undefined ? {} : { json }),
    });
    if (answer.status < 200 || answer.status > 299) {
      const detail = readRefusalDetail(answer.body);
      const retryAfterMs = readRetryAfterMs(answer, rateLimitReset);
      throw new VendorRefused({ vendor: 'Aircall', operation, status: answer.status, detail, retryAfterMs });
    }
    try {
      return read(answer.body);
    } catch (error) {
      if (!(error instanceof PayloadInvalid)) throw error;
      requireJson(answer, { vendor: 'Aircall', operation, method });
      throw new VendorPayloadUnexpected({ vendor: 'Aircall', operation, detail: error.message });
    }
  };
}

import { z } from 'zod';
import { HttpError } from '../http/errors.ts';
import { sendRequest } from '../http/request.ts';
import type { FrontAccess } from './request.ts';

/** The token's company, and Front's rate limit and clock. */
interface FrontIdentity {
  /** The company's name; null when Front does not say. */
  company: string | null;
  /** The company's requests a minute, and how many are left now; null when Front does not say. */
  limitPerMinute: number | null;
  left: number | null;
  /** Front's clock when it answered, UNIX milliseconds; null when it does not say. */
  dateMs: number | null;
}

const Me = z.object({ name: z.string().nullish() });

/**
 * Front's cheapest request: its token details, which need no scope.
 * @throws {NoResponse} without an answer, {HttpError} for any status but 2xx
 */
export async function readIdentity(access: FrontAccess): Promise<FrontIdentity> {
  const operation = 'api-token-details';
  const answer = await askFront(access, '/me', operation);
  if (answer.status < 200 || answer.status > 299) {
    const detail = 'no reason given';
    throw new HttpError({ vendor: 'Front', operation, status: answer.status, detail, retryAfterMs: null });
  }
  const limitPerMinute = readNumber(answer.header('x-ratelimit-limit'));
  const left = readNumber(answer.header('x-ratelimit-remaining'));
  const dateMs = Date.parse(answer.header('date') ?? '');
  const { data } = Me.safeParse(answer.body);
  return { company: data?.name ?? null, limitPerMinute, left, dateMs: Number.isNaN(dateMs) ? null : dateMs };
}

/** @returns the status of a GET, whatever it is @throws {NoResponse} without an answer */
export async function probeFront(access: FrontAccess, path: string): Promise<number> {
  return (await askFront(access, path, `GET ${path.split('?')[0] ?? path}`)).status;
}

async function askFront(access: FrontAccess, path: string, operation: string) {
  return await sendRequest({
    vendor: 'Front',
    operation,
    method: 'GET',
    url: `${access.apiUrl.replace(/\/+$/, '')}${path}`,
    headers: { authorization: `Bearer ${access.apiToken}` },
    timeoutMs: access.timeoutMs ?? 5000,
  });
}

function readNumber(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header) ? Number(header) : null;
}

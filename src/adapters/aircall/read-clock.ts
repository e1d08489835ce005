import { sendRequest } from '../http/send-request.ts';

/**
 * Aircall's clock, by the `date` of an answer that needs no key.
 * @param apiUrl without the version
 * @returns UNIX milliseconds; null when the answer has no date
 * @throws {VendorSilent} without an answer
 */
export async function readClock(apiUrl: string, timeoutMs = 8000): Promise<number | null> {
  const answer = await sendRequest({
    vendor: 'Aircall',
    operation: 'ping',
    method: 'GET',
    url: `${apiUrl.replace(/\/+$/, '')}/v1/ping`,
    headers: {},
    timeoutMs,
  });
  const dateMs = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(dateMs) ? null : dateMs;
}

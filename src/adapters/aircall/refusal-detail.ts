import { cleanDetail } from '../http/clean-detail.ts';

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

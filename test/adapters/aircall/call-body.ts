import { readFileSync } from 'node:fs';

type Body = Record<string, unknown>;

const folder = new URL('../../fixtures/aircall/', import.meta.url);

/** @returns a sample body of Aircall's, as `a6-call.ended.inbound-answered` */
export function readFixture(name: string): Body {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Body;
}

/** @returns the call object of an answered inbound call with some keys replaced; those set to undefined are left out. */
export function callBody(changed: Body = {}): Body {
  const data = readFixture('a6-call.ended.inbound-answered')['data'] as Body;
  return JSON.parse(JSON.stringify({ ...data, ...changed })) as Body;
}

import fc from 'fast-check';
import { readOwnOpenApi } from '../../openapi/own-openapi.ts';

const templates = Object.keys(readOwnOpenApi().paths);

/** Parts of an address that are decoded, counted, compared, or passed on. */
const oddPart = fc.oneof(
  fc.constantFrom(
    '%00',
    '%',
    '%E0%A4%A',
    '%ED%A0%80',
    '%2e%2e',
    '..%2f..%2fetc%2fpasswd',
    '%2F',
    '%5C',
    '..;',
    '*',
    '+',
    "'",
    '__proto__',
    'constructor',
    '1e3',
    '-1',
    '0',
    '00',
    '1.0',
    '9007199254740993',
    '%C2%A0',
    'x'.repeat(3000),
    ',',
    '2026-02-30',
    '2026-01-01',
    '0000-00-00',
    '9999-12-31',
    'inbound',
    'seen,logged',
    'a,'.repeat(500),
    '%E2%98%83',
  ),
  fc.string().map((text) => encodeURIComponent(text.toWellFormed())),
  fc.nat().map(String),
);

const names = ['state', 'direction', 'qualification', 'line', 'agent', 'search', 'from', 'to', 'limit', 'after', 'id'];
const oddName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...names, 'auth_secret', 'ticket') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'from[]', 'from[a]', 'toString', '', '%00', '%') },
);
const pair = fc.tuple(oddName, fc.option(oddPart)).map(([name, value]) => (value === null ? name : `${name}=${value}`));

/** A path of docs/openapi.yaml with odd parts in it and an odd query, mostly read, at times by methods that are not there. */
export const anyOddAddress: fc.Arbitrary<{ method: string; path: string }> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'PATCH'),
  path: fc
    .tuple(
      fc.constantFrom(...templates),
      fc.array(oddPart, { minLength: 2, maxLength: 2 }),
      fc.array(pair, { maxLength: 4 }),
    )
    .map(([template, parts, query]) => {
      const left = [...parts];
      const path = template.replaceAll(/\{\w+\}/g, () => left.pop() ?? '1');
      return query.length === 0 ? path : `${path}?${query.join('&')}`;
    }),
});

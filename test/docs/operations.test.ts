import { describe, expect, it } from 'vitest';
import { type FailureType, toFailure } from '../../activities/failures.ts';
import { HttpError } from '../../src/adapters/http/errors.ts';
import { metricTable } from '../../src/telemetry/metric-table.ts';
import { callStates, callWorkflowType, searchAttributeNames } from '../../workflows/messages.ts';
import { codeIn, readDocument, sectionOf, tableRows } from './read-document.ts';

const operations = readDocument('docs/operations.md');
const failures = tableRows(sectionOf(operations, '## Failures'));

/** The compiler reports a missing type. */
const failureTypes: Record<FailureType, true> = {
  FrontRateLimited: true,
  FrontUnavailable: true,
  FrontOutcomeUnknown: true,
  FrontUnauthorized: true,
  FrontRejected: true,
  FrontNotFound: true,
  FrontPayloadUnexpected: true,
  AircallRateLimited: true,
  AircallUnavailable: true,
  AircallOutcomeUnknown: true,
  AircallUnauthorized: true,
  AircallRejected: true,
  AircallNotFound: true,
  AircallPayloadUnexpected: true,
  ConversationNotVisible: true,
  CallbackRefused: true,
  LedgerUnavailable: true,
  LedgerRefused: true,
};

const metrics = tableRows(sectionOf(operations, '## Metrics'));

describe('docs/operations.md', () => {
  it('lists every metric with its labels, and no other', () => {
    const listed = metrics.map(([name = '', , labels = '']) => [codeIn(name)[0], codeIn(labels)]);
    const there = Object.entries(metricTable).map(([name, { labels }]) => [name, [...labels]]);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(there));
  });

  it('lists every failure once, and no other', () => {
    expect(failures.flatMap(([type = '']) => codeIn(type)).toSorted()).toEqual(Object.keys(failureTypes).toSorted());
  });

  it.each([401, 403, 404, 410, 422, 429, 500, 503])('says whether a %i is retried', (status) => {
    for (const vendor of ['Front', 'Aircall'] as const) {
      for (const write of [true, false]) {
        const fault = new HttpError({ vendor, operation: 'some', status, detail: '', retryAfterMs: null, write });
        const { type, nonRetryable } = toFailure(fault) as { type: string; nonRetryable: boolean };
        const [, , then = ''] = failures.find(([name]) => name === `\`${type}\``) ?? [];
        expect(then).toMatch(nonRetryable ? /^parked$/ : /^retried/);
      }
    }
  });

  it('names every workflow type', () => {
    const types = [...readDocument('workflows/index.ts').matchAll(/^export \{ (\w+) \}/gm)].map(
      ([, type = '']) => type,
    );
    expect(types.length).toBeGreaterThan(5);
    const names = codeIn(sectionOf(operations, '## States'));
    expect(types.filter((type) => type !== callWorkflowType && !names.includes(type))).toEqual([]);
  });

  it('lists every state and every search attribute', () => {
    const listedIn = (heading: string) =>
      tableRows(sectionOf(operations, heading)).flatMap(([name = '']) => codeIn(name));
    expect(listedIn('## States')).toEqual([...callStates]);
    expect(listedIn('## Search attributes')).toEqual([...searchAttributeNames]);
  });

  it('docs/deploy.md adds every search attribute in Temporal Cloud', () => {
    const cloud = sectionOf(readDocument('docs/deploy.md'), '## Temporal Cloud');
    const [, names = ''] = /^ *for name in (.+); do$/m.exec(cloud) ?? [];
    expect(cloud).toContain('"Callthread$name=Keyword"');
    expect(names.split(' ').map((name) => `Callthread${name}`)).toEqual([...searchAttributeNames]);
  });

  it('uses exactly the existing search attributes', () => {
    const documents = `${operations}${readDocument('README.md')}`;
    // Alerts are headings.
    const asked = [...documents.replaceAll(/^### .*$/gm, '').matchAll(/\b(Callthread[A-Z]\w+)/g)].map(
      ([, name]) => name,
    );
    expect(new Set(asked)).toEqual(new Set(searchAttributeNames));
  });
});

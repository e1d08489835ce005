import { describe, expect, it } from 'vitest';
import * as messages from '../../workflows/messages.ts';
import { codeIn, readDocument, sectionOf, tableRows } from './read-document.ts';

const operations = readDocument('docs/operations.md');
const readme = readDocument('README.md');
const people = tableRows(sectionOf(operations, '## Signals and queries'));

/** Names of definitions, by kind; `state` is the query of several workflows. */
const defined = (kind: 'signal' | 'query' | 'update'): string[] => {
  const all = Object.values(messages).filter((each) => typeof each === 'object' && 'type' in each);
  return [...new Set(all.flatMap(({ type, name }) => (type === kind ? [name] : [])))].toSorted();
};
/** Parts of Callthread exchange them among themselves. */
const own = new Set(['aircallEvent', 'aiNote', 'archived', 'contactSeen', 'missed', 'remember']);

describe('docs/operations.md', () => {
  it('lists every signal, query and update for people once, and no other', () => {
    const documented = people.map(([name = '', kind]) => `${kind} ${codeIn(name)[0]}`);
    const there = (['signal', 'query', 'update'] as const).flatMap((kind) =>
      defined(kind).flatMap((name) => (own.has(name) ? [] : [`${kind} ${name}`])),
    );
    expect(documented.toSorted()).toEqual(there.toSorted());
  });
});

describe('docs/determinism.md', () => {
  it('names every signal and query that never changes, and no other', () => {
    const lines = sectionOf(readDocument('docs/determinism.md'), '## Names that never change');
    const [, signals = '', queries = ''] = /^- signals (.*?); the query (.*?);$/m.exec(lines) ?? [];
    expect(codeIn(signals).toSorted()).toEqual(defined('signal'));
    expect(codeIn(queries).toSorted()).toEqual(defined('query'));
    expect(defined('update')).toEqual([]);
  });
});

describe('Temporal commands in the documents', () => {
  it.each([
    ['query', '--type'],
    ['signal', '--name'],
    ['update', '--name'],
  ] as const)('use only existing %s names', (kind, option) => {
    const lines = `${readme}\n${operations}`.split('\n').filter((line) => line.includes(`temporal workflow ${kind}`));
    const sent = lines.flatMap((line) => new RegExp(`${option} (\\w+)`).exec(line)?.[1] ?? []);
    expect(sent.filter((name) => !defined(kind).includes(name))).toEqual([]);
  });
});

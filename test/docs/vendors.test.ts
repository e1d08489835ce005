import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { neededEvents } from '../../src/domain/call-event.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';
import { codeIn, readDocument, sectionOf, tableRows } from './read-document.ts';

const readme = readDocument('README.md');

it('docs/cli.md creates the webhook with exactly the events that Callthread needs', () => {
  const section = sectionOf(readDocument('docs/cli.md'), '## Creating the webhook with curl');
  const [, json = ''] = /--data '(\{[\s\S]*?\})'/.exec(section) ?? [];
  const webhook = JSON.parse(json) as { url: string; events: string[] };
  expect(webhook.url).toMatch(/^https:\/\/.*\/webhooks\/aircall$/);
  expect(webhook.events).toEqual(neededEvents(preferencesWith()));
});

it('README.md lists a scope for every request to Front, and for no other', () => {
  const folder = fileURLToPath(new URL('../../src/adapters/front/', import.meta.url));
  const sources = readdirSync(folder).map((file) => readFileSync(`${folder}${file}`, 'utf8'));
  const operation = /'((?:add|create|get|import|list|remove|update)-[a-z-]+)'/g;
  const asked = sources.flatMap((text) => [...text.matchAll(operation)].map(([, name = '']) => name));
  const documented = tableRows(sectionOf(readme, '### 1. Front')).flatMap(([, operations = '']) => codeIn(operations));
  expect(asked.length).toBeGreaterThan(10);
  expect(documented.toSorted()).toEqual([...new Set(asked)].toSorted());
});

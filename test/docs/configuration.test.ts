import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config/config.ts';
import { fileVariables, ownVariables } from '../../src/config/environment.ts';
import { PreferencesFile, readPreferences } from '../../src/config/preferences.ts';
import { temporalVariables } from '../../src/config/temporal-variables.ts';
import { configFolder } from '../config/config-folder.ts';
import { requiredVariables } from '../config/required-variables.ts';
import { codeIn, readDocument, sectionOf, tableRows } from './read-document.ts';

const page = readDocument('docs/configuration.md');
const variables = tableRows(sectionOf(page, '## Environment'));
const keys = tableRows(sectionOf(page, '## YAML'));

describe('the environment in docs/configuration.md', () => {
  it('lists every variable once and no other', () => {
    const documented = variables.flatMap(([names = '']) => codeIn(names));
    expect(documented.toSorted()).toEqual([...ownVariables, ...Object.keys(temporalVariables)].toSorted());
  });

  it('names every variable that can come from a file', () => {
    const named = codeIn(sectionOf(page, '### Secrets in files')).filter((name) => /^[A-Z_]+_FILE$/.test(name));
    expect(named.toSorted()).toEqual(fileVariables.map((name) => `${name}_FILE`).toSorted());
  });

  it('states the required variables', () => {
    const documented = variables
      .filter(([, , initial]) => initial === 'required')
      .flatMap(([names = '']) => codeIn(names));
    expect(documented.toSorted()).toEqual(Object.keys(requiredVariables).toSorted());
  });

  it('states the defaults', () => {
    const own = variables.filter(([name = '']) => ownVariables.some((known) => codeIn(name).includes(known)));
    const documented = own.flatMap(([name = '', , initial = '']) =>
      initial.startsWith('`') && !initial.includes(',') ? [[codeIn(name)[0] ?? '', codeIn(initial)[0] ?? '']] : [],
    );
    expect(documented.length).toBeGreaterThan(2);
    const folder = configFolder();
    expect(loadConfig({ ...Object.fromEntries(documented), ...requiredVariables }, folder)).toEqual(
      loadConfig(requiredVariables, folder),
    );
  });
});

describe('the YAML keys in docs/configuration.md', () => {
  it('match the schema, each once', () => {
    const documented = keys.flatMap(([names = '']) => codeIn(names));
    const description = z.toJSONSchema(PreferencesFile, { io: 'input', unrepresentable: 'any' });
    expect(documented.toSorted()).toEqual(leavesOf(description).toSorted());
  });

  it('have the documented defaults', () => {
    const documented = keys.flatMap(([names = '', , initial = '']) =>
      codeIn(names).flatMap((name) => codeIn(initial).map((value) => [name, value] as const)),
    );
    expect(documented.length).toBeGreaterThan(10);
    const yaml = stringify(
      nested(documented.map(([name, value]) => [name, /^(?:\d+|true|false)$/.test(value) ? JSON.parse(value) : value])),
    );
    expect(readPreferences(yaml, 'configuration.md').problems).toEqual([]);
    expect(readPreferences(yaml, 'configuration.md').preferences).toEqual(readPreferences('', 'empty').preferences);
  });
});

type Description = z.core.JSONSchema._JSONSchema;

/** `front.inbox` and so on; what a user names freely, and the place in a list, is a `*`. */
function leavesOf(description: Description | undefined, path: string[] = []): string[] {
  if (description === undefined || typeof description === 'boolean') return [];
  const { properties = {}, additionalProperties, items, oneOf = [] } = description;
  const inner: Array<[string, Description | undefined]> = Object.entries(properties);
  if (typeof additionalProperties === 'object') inner.push(['*', additionalProperties]);
  if (typeof items === 'object' && !Array.isArray(items)) inner.push(['*', items]);
  if (inner.length === 0 && oneOf.length === 0) return [path.join('.')];
  const leaves = inner.flatMap(([key, value]) => leavesOf(value, [...path, key]));
  return [...new Set([...leaves, ...oneOf.flatMap((branch) => leavesOf(branch, path))])];
}

/** `front.inbox` becomes `{ front: { inbox } }`. */
function nested(entries: Array<[string, unknown]>): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const [key = '', inner] = name.split('.');
    data[key] = inner === undefined ? value : { ...(data[key] as object | undefined), [inner]: value };
  }
  return data;
}

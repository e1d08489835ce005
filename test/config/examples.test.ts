import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config/config.ts';
import { ownVariables } from '../../src/config/environment.ts';
import { PreferencesFile, readPreferences } from '../../src/config/preferences.ts';
import { isRecord } from '../../src/config/problems.ts';
import { temporalVariables } from '../../src/config/temporal-variables.ts';
import { configFolder } from './config-folder.ts';
import { problemLines } from './problem-lines.ts';
import { requiredVariables } from './required-variables.ts';

const env = readExample('.env.example');
const yaml = readExample('callthread.example.yaml');
/** The file with its examples taken in. */
const yamlWithExamples = yaml.replaceAll(/^ {2}#(?=\S)/gm, '  ');

test('callthread.example.yaml shows the defaults', () => {
  const shown = readPreferences(yaml, 'callthread.example.yaml');
  expect(shown.problems).toEqual([]);
  expect(shown.preferences).toEqual(readPreferences('', 'empty').preferences);
});

test('callthread.example.yaml has valid examples that match the documentation', () => {
  const shown = readPreferences(yamlWithExamples, 'callthread.example.yaml');
  expect(shown.problems).toEqual([]);
  expect(shown.preferences).toMatchObject({
    lines: { '+33186651010': { inbox: 'Support', name: 'Support FR' }, '+33186651011': { log: false } },
    agents: { 'ada@phones.example': 'ada@desk.example' },
    tags: { Billing: 'billing' },
    rules: [
      { on: 'comment', contains: 'Test', tag: 'Follow-up', untagOnArchive: true },
      { on: 'voicemail', moveTo: 'Voicemail', moveBackOnArchive: true },
    ],
    callbacks: { on: ['missed', 'voicemail', 'out-of-hours'], minTalkMs: 20_000 },
  });
});

test.each(['callthread.example.yaml', 'docs/configuration.md'])(
  '%s says where a voicemail rule moves back to',
  (file) => {
    const sentences = readExample(file)
      .split('\n')
      .filter((line) => /moves (?:it )?back/.test(line));
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/moves (?:it )?back to the inbox it was in/);
  },
);

test('callthread.example.yaml has every key and no other', () => {
  const description = z.toJSONSchema(PreferencesFile, { io: 'input', unrepresentable: 'any' });
  expect(keysOfData(parse(yamlWithExamples))).toEqual(keysOfSchema(description));
});

test('.env.example has every variable once and no other', () => {
  const shown = env.split('\n').flatMap((line) => /^#?([A-Z_]+)=/.exec(line)?.[1] ?? []);
  expect(shown.toSorted()).toEqual([...ownVariables, ...Object.keys(temporalVariables)].toSorted());
});

test('.env.example asks only for the required variables', () => {
  expect(Object.keys(parseEnv(env)).toSorted()).toEqual(Object.keys(requiredVariables).toSorted());
  expect(problemLines(parseEnv(env)).map((line) => line.replace(/ is missing\. .*/, ''))).toEqual(
    Object.keys(requiredVariables),
  );
});

test('.env.example shows the defaults', () => {
  const folder = configFolder();
  const given = parseEnv(env.replaceAll(/^#(?=[A-Z_]+=\S)/gm, ''));
  const { CALLTHREAD_CONFIG, ...variables } = given;
  expect(CALLTHREAD_CONFIG).toBe('callthread.yaml');
  expect(Object.keys(variables).length).toBeGreaterThan(Object.keys(requiredVariables).length);
  expect(loadConfig({ ...variables, ...requiredVariables }, folder)).toEqual(loadConfig(requiredVariables, folder));
});

function readExample(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

/** `front.inbox` and so on; the keys and items of what a user names freely are one `*`. */
function keysOfData(data: unknown, path: string[] = []): string[] {
  if (!isRecord(data)) return [];
  const free = Array.isArray(data) || ['lines', 'agents', 'tags', 'callbacks.hours'].includes(path.join('.'));
  const keys = Object.entries(data).flatMap(([key, value]) => {
    const inner = [...path, free ? '*' : key];
    return [inner.join('.'), ...keysOfData(value, inner)];
  });
  return [...new Set(keys)].toSorted();
}

function keysOfSchema(description: z.core.JSONSchema._JSONSchema, path: string[] = []): string[] {
  if (typeof description === 'boolean') return [];
  const inner = [
    ...Object.entries(description.properties ?? {}),
    ...[description.additionalProperties, description.items].flatMap((one) =>
      isRecord(one) ? [['*', one] as const] : [],
    ),
  ];
  const keys = inner.flatMap(([key, value]) => [[...path, key].join('.'), ...keysOfSchema(value, [...path, key])]);
  const branches = (description.oneOf ?? []).flatMap((branch) => keysOfSchema(branch, path));
  return [...new Set([...keys, ...branches])].toSorted();
}

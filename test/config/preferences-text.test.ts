import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { configFolder } from './config-folder.ts';
import { requiredVariables } from './required-variables.ts';

function load(folder: string, file?: string) {
  return loadConfig({ ...requiredVariables, ...(file === undefined ? {} : { CALLTHREAD_CONFIG: file }) }, folder);
}

test('reads callthread.yaml if it exists, or the named file, also by an absolute path', () => {
  const folder = configFolder({ 'callthread.yaml': 'language: fr', 'other.yaml': 'language: en\ncomments: all' });
  expect(load(folder).preferences).toMatchObject({ language: 'fr', comments: 'answered' });
  expect(load(folder, 'other.yaml').preferences).toMatchObject({ language: 'en', comments: 'all' });
  expect(load(folder, join(folder, 'other.yaml')).preferences.comments).toBe('all');
});

test.each(['', '\n', '# nothing yet\n', '---\n', '\uFEFF', 'null'])(
  'reads the empty file %j as the defaults',
  (text) => {
    const preferences = load(configFolder({ 'callthread.yaml': text })).preferences;
    expect(preferences).toEqual(load(configFolder()).preferences);
  },
);

test('reads a file with a byte order mark and Windows line endings', () => {
  const folder = configFolder({ 'callthread.yaml': '\uFEFFlanguage: fr\r\ntags:\r\n  Facturé: facturé\r\n' });
  expect(load(folder).preferences).toMatchObject({ language: 'fr', tags: { Facturé: 'facturé' } });
});

test('reports a named file that is missing, a folder, or not text', () => {
  const utf16 = new Uint8Array([0xff, 0xfe, 0x6c, 0x00]);
  const folder = configFolder({ 'utf16.yaml': utf16 });
  mkdirSync(join(folder, 'mounted.yaml'));
  symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
  expect(() => load(folder, 'loop.yaml')).toThrow('CALLTHREAD_CONFIG loop.yaml cannot be read (ELOOP).');
  expect(() => load(folder, 'gone.yaml')).toThrow('CALLTHREAD_CONFIG gone.yaml does not exist.');
  expect(() => load(folder, 'utf16.yaml/x')).toThrow('CALLTHREAD_CONFIG utf16.yaml/x does not exist.');
  expect(() => load(folder, 'mounted.yaml')).toThrow('CALLTHREAD_CONFIG mounted.yaml is a folder.');
  expect(() => load(folder, 'utf16.yaml')).toThrow('CALLTHREAD_CONFIG utf16.yaml is not UTF-8 text. Save it as UTF-8.');
});

test('reports a file with the extension .yml', () => {
  const folder = configFolder({ 'callthread.yml': 'language: fr' });
  expect(() => load(folder)).toThrow(
    'callthread.yml is not read, because of its ending. Rename it to callthread.yaml.',
  );
  expect(load(folder, 'callthread.yml').preferences.language).toBe('fr');
});

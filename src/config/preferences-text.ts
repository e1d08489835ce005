import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Problem } from './config-error.ts';

const defaultName = 'callthread.yaml';
const otherEnding = 'callthread.yml';

export type TextReading = { text: string; name: string } | { problem: Problem };

/**
 * Reads the file of preferences; where there is none and none is named, an empty text.
 * @param named what CALLTHREAD_CONFIG says
 * @param cwd where a relative path begins
 */
export function readPreferencesText(named: string | null, cwd: string): TextReading {
  const name = named ?? defaultName;
  const path = resolve(cwd, name);
  if (named === null && !existsSync(path)) {
    if (!existsSync(resolve(cwd, otherEnding))) return { text: '', name };
    return unread(otherEnding, 'is not read under this name', `Rename it to ${defaultName}.`);
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)), name };
  } catch (error) {
    return unread(named === null ? name : `CALLTHREAD_CONFIG ${named}`, ...reason(error, basename(path)));
  }
}

function reason(error: unknown, file: string): [problem: string, remedy: string] {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return ['is not there', 'Write the path of the YAML file, or unset it.'];
  // Docker makes a folder of a file to be mounted that does not exist.
  if (code === 'EISDIR')
    return ['is a folder', `Put a YAML file in its place; ${file} may have been missing when it was mounted.`];
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return ['is not UTF-8 text', 'Save it as UTF-8.'];
  return [`cannot be read (${String(code)})`, 'Let the user that Callthread runs as read it.'];
}

function unread(place: string, problem: string, remedy: string): { problem: Problem } {
  return { problem: { place, problem, remedy } };
}

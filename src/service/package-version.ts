import { readFileSync } from 'node:fs';

/** @returns the version in package.json, which lies above the sources as above what is built; empty when it is gone */
export function packageVersion(): string {
  for (const place of ['../../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {}
  }
  return '';
}

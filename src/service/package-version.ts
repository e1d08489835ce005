import { readFileSync } from 'node:fs';

/** @returns the version in package.json, looked up from the sources and from the build; empty if not found */
export function packageVersion(): string {
  for (const place of ['../../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {}
  }
  return '';
}

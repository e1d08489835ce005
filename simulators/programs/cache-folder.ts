import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the servers that were downloaded or built are kept, outside the repository so that all checkouts share them:
 * `CALLTHREAD_CACHE`, else `callthread` in the user's cache folder. The folder may not exist yet.
 */
export function cacheFolder(): string {
  const { CALLTHREAD_CACHE: own, XDG_CACHE_HOME: caches } = process.env;
  return own || join(caches || join(homedir(), '.cache'), 'callthread');
}

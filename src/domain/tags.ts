import type { CallTag } from './call.ts';

/**
 * The Front tags that the call's Aircall tags stand for.
 * @param map Aircall tag name to Front tag name; case is ignored, as people write tags by hand
 */
export function mappedTags(tags: readonly CallTag[], map: Record<string, string>): string[] {
  const byName = new Map(Object.entries(map).map(([aircall, front]) => [aircall.toLowerCase(), front]));
  const mapped = tags.flatMap(({ name }) => byName.get(name.toLowerCase()) ?? []);
  return [...new Set(mapped)].toSorted();
}

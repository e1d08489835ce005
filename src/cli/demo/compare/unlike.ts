import type { Say } from '../say.ts';

/** @returns one difference in words, or none when both are the same */
export function unlike(say: Say, what: string, found: unknown, expected: unknown): string[] {
  const [shown, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  return shown === wanted ? [] : [`${what}${say(': ', ' : ')}${shown}${say(', expected ', ', attendu ')}${wanted}`];
}

import type { z } from 'zod';
import { closestWord } from './closest-word.ts';
import type { Fault } from './fault.ts';
import { knownKeys } from './known-keys.ts';
import { readValue } from './read-value.ts';
import { variableNames } from './variables.ts';

/**
 * Puts zod's issues in our words.
 * @param schema the one that found them
 * @param data what it was given
 */
export function toFaults(issues: readonly z.core.$ZodIssue[], schema: z.ZodType, data: unknown): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const { path } = issue;
    if (issue.code !== 'unrecognized_keys') return [valueFault(path, issue.message, data)];
    const known = knownKeys(schema, data, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `is not a known key. ${remedyFor(key, known)}`,
      about: 'key',
    }));
  });
}

function valueFault(path: PropertyKey[], message: string, data: unknown): Fault {
  const value = readValue(data, path);
  if (value !== undefined && value !== null) return { path, message, about: 'value' };
  const remedy = message.slice(message.indexOf('. ') + 2);
  return { path, message: `${value === null ? 'has no value' : 'is missing'}. ${remedy}`, about: 'key' };
}

function remedyFor(key: string, known: readonly string[]): string {
  if (variableNames.includes(key.toUpperCase())) return 'Set it in the environment, not in this file.';
  if (/token|secret|password|api_?key/i.test(key)) return 'Secrets are set in the environment, not in this file.';
  const meant = closestWord(key, known);
  return meant === null ? `Known here: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
}

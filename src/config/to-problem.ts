import type { Problem } from './config-error.ts';
import type { Fault } from './fault.ts';
import { readValue } from './read-value.ts';

/** Longer texts are shown by their length: one may be a token that was put in the wrong place. */
const longestShown = 60;

/**
 * @param place where the fault is, as a person finds it
 * @param data what was given: the wrong value is shown, unless it is a secret
 */
export function toProblem({ path, message, about }: Fault, place: string, data: unknown, secret = false): Problem {
  const end = message.indexOf('. ');
  const what = message.slice(0, end);
  const value = readValue(data, path);
  const shown = secret ? showLength(String(value)) : show(value);
  return { place, problem: about === 'value' ? `${shown} ${what}` : what, remedy: message.slice(end + 2) };
}

/** @returns the path as people write it: `lines."+33186651010".inbox`, `rules[0].tag`. */
export function showPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${key}]`;
    const name = String(key);
    const shown = /^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name);
    return before === '' ? shown : `${before}.${shown}`;
  }, '');
}

function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return Array.isArray(value) ? '[…]' : '{…}';
  return value.length > longestShown ? showLength(value) : JSON.stringify(value);
}

function showLength(text: string): string {
  return `(${text.length} ${text.length === 1 ? 'character' : 'characters'})`;
}

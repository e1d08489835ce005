import { z } from 'zod';
import { closestWord } from './suggestions.ts';

/** One thing wrong with the configuration, as a person reads it. */
export interface Problem {
  /** A variable, or a file with the line and the key: `callthread.yaml:7 lines."+33186651010".inbx`. */
  place: string;
  /** Reads on from the place: `is missing`, `"3 minutes" is not a duration`. */
  problem: string;
  /** What to do: one or two whole sentences. */
  remedy: string;
}

/** The fault of a value, as text that reads on from the value, and the remedy. */
export type Wording = Omit<Problem, 'place'>;

/** Something wrong at one place, before that place is put in words. */
export interface Fault extends Wording {
  /** Keys from the outermost in; for the environment, the variable alone. */
  path: readonly PropertyKey[];
  /** Whether the key is wrong, or the value that it has. */
  about: 'key' | 'value';
}

/** The configuration cannot be used. The message has every problem, and no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super([`The configuration has ${count}:`, ...problems.map(sentence)].join('\n'));
    this.problems = problems;
  }
}

function sentence({ place, problem, remedy }: Problem): string {
  const startsWithVerb = /^(?!true\b|false\b)[a-z(]/.test(problem);
  return `- ${place}${startsWithVerb ? '' : ':'} ${problem}. ${remedy}`;
}

/** @returns the wording as the `error` of a zod schema; zod carries text only, so it travels as JSON */
export function wording(problem: string, remedy: string): string {
  return JSON.stringify({ problem, remedy } satisfies Wording);
}

/** Ends a zod transformation or refinement with a problem. */
export function refuse(context: z.core.$RefinementCtx, { problem, remedy }: Wording): never {
  context.addIssue({ code: 'custom', message: wording(problem, remedy) });
  return z.NEVER;
}

/** @returns the wording of an issue that a schema of ours found */
export function wordingOf({ message }: Pick<z.core.$ZodIssue, 'message'>): Wording {
  return JSON.parse(message) as Wording;
}

/**
 * Puts zod's issues in our words.
 * @param schema the schema that found them
 * @param data what it was given
 * @param unknownKey the remedy for a key that is unknown, where there is a better one than the closest known key
 */
export function toFaults(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  data: unknown,
  unknownKey: (key: string, known: readonly string[]) => string | null = () => null,
): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const { path } = issue;
    if (issue.code !== 'unrecognized_keys') return [valueFault(path, wordingOf(issue), data)];
    const known = keysAt(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), data, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: 'is not a known key',
      remedy: unknownKey(key, known) ?? suggestKey(key, known),
      about: 'key',
    }));
  });
}

function valueFault(path: readonly PropertyKey[], { problem, remedy }: Wording, data: unknown): Fault {
  const value = readValue(data, path);
  if (value !== undefined && value !== null) return { path, problem, remedy, about: 'value' };
  return { path, problem: value === null ? 'has no value' : 'is missing', remedy, about: 'key' };
}

function suggestKey(key: string, known: readonly string[]): string {
  const meant = closestWord(key, known);
  return meant === null ? `Known here: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
}

type Description = z.core.JSONSchema.JSONSchema;

/** @returns the keys allowed at a path; the data decides between kinds of rules */
function keysAt(description: Description, data: unknown, path: readonly PropertyKey[]): string[] {
  const here = description.oneOf?.filter(isDescription).find((branch) => isMeant(branch, data)) ?? description;
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(here.properties ?? {});
  const inner = here.properties?.[String(key)] ?? here.items ?? here.additionalProperties;
  return isDescription(inner) ? keysAt(inner, isRecord(data) ? data[String(key)] : undefined, rest) : [];
}

/** Whether the data has the constants that distinguish this branch of a union from the others. */
function isMeant(branch: Description, data: unknown): boolean {
  const constants = Object.entries(branch.properties ?? {}).filter(
    ([, value]) => isDescription(value) && 'const' in value,
  );
  return constants.every(([key, value]) => isRecord(data) && isDescription(value) && data[key] === value.const);
}

function isDescription(value: unknown): value is Description {
  return isRecord(value) && !Array.isArray(value);
}

/** Longer texts are shown by their length: one may be a token in the wrong place. */
const maxShown = 60;

/**
 * @param place where the fault is, as a person finds it
 * @param data what was given: the wrong value is shown, unless it is a secret
 */
export function toProblem(
  { path, problem, remedy, about }: Fault,
  place: string,
  data: unknown,
  secret = false,
): Problem {
  if (about === 'key') return { place, problem, remedy };
  const value = readValue(data, path);
  const shown = secret ? showLength(String(value)) : show(value);
  return { place, problem: `${shown} ${problem}`, remedy };
}

function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return Array.isArray(value) ? '[…]' : '{…}';
  return value.length > maxShown ? showLength(value) : JSON.stringify(value);
}

function showLength(text: string): string {
  return `(${text.length} ${text.length === 1 ? 'character' : 'characters'})`;
}

/** @returns the path as people write it: `lines."+33186651010".inbox`, `rules[0].tag` */
export function showPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${key}]`;
    const name = String(key);
    const shown = /^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name);
    return before === '' ? shown : `${before}.${shown}`;
  }, '');
}

/** @returns what plain data has at a path of keys, undefined when it has nothing there */
export function readValue(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[String(key)] : undefined), data);
}

/** @returns whether it is an object or a list, whose own properties may be read */
export function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null;
}

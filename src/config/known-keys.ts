import { z } from 'zod';
import { isRecord } from './read-value.ts';

type Description = z.core.JSONSchema.JSONSchema;

/**
 * @param schema of the whole file
 * @param data the whole file as it was written: it tells which kind of rule a rule is
 * @returns the keys that may stand at a path
 */
export function knownKeys(schema: z.ZodType, data: unknown, path: readonly PropertyKey[]): string[] {
  return keysAt(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), data, path);
}

function keysAt(description: Description, data: unknown, path: readonly PropertyKey[]): string[] {
  const here = description.oneOf?.filter(isDescription).find((branch) => isMeant(branch, data)) ?? description;
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(here.properties ?? {});
  const inner = here.properties?.[String(key)] ?? here.items ?? here.additionalProperties;
  return isDescription(inner) ? keysAt(inner, isRecord(data) ? data[String(key)] : undefined, rest) : [];
}

/** Whether the data has the one value that tells this branch of a union from the others. */
function isMeant(branch: Description, data: unknown): boolean {
  const told = Object.entries(branch.properties ?? {}).filter(([, value]) => isDescription(value) && 'const' in value);
  return told.every(([key, value]) => isRecord(data) && isDescription(value) && data[key] === value.const);
}

function isDescription(value: unknown): value is Description {
  return isRecord(value) && !Array.isArray(value);
}

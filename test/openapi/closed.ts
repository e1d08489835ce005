import type { SchemaNode } from './own-openapi.ts';

/** @returns a schema that refuses every property it does not name, where it does not say that it takes others */
export function closed(schema: SchemaNode): SchemaNode {
  const inner = Object.entries(schema).map(([keyword, value]) => [keyword, close(value)] as const);
  const copy: SchemaNode = Object.fromEntries(inner);
  if (schema['properties'] !== undefined) copy['additionalProperties'] ??= false;
  return copy;
}

function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  return typeof value === 'object' && value !== null ? closed(value as SchemaNode) : value;
}

/** @returns what plain data has at a path of keys, undefined when it has nothing there. */
export function readValue(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[String(key)] : undefined), data);
}

/** @returns whether it is an object or a list, whose own properties may be read. */
export function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null;
}

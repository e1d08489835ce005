/** @returns a key of what may be an object; undefined otherwise */
export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
}

/** @returns a text that is not blank, without what surrounds it; null otherwise */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

const quotes = new Set(['"', "'"]);

/**
 * A variable as it was meant: without the blanks, the carriage return of a Windows file, and the pair of quotes that
 * `docker run --env-file` keeps as part of the value.
 * @returns undefined when nothing is left: an empty variable is one that is not set
 */
export function cleanValue(written: string | undefined): string | undefined {
  const trimmed = (written ?? '').trim();
  const first = trimmed[0];
  const quoted = trimmed.length > 1 && first !== undefined && quotes.has(first) && trimmed.endsWith(first);
  const value = quoted ? trimmed.slice(1, -1).trim() : trimmed;
  return value === '' ? undefined : value;
}

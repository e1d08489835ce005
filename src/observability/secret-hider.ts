/** Shorter ones are found in ordinary words, and blotting those out would tell the secret rather than hide it. */
const leastLength = 4;

/**
 * @param secrets as they are; they are also found as an address or JSON would have them
 * @returns what puts `[secret]` in the place of each in a text
 */
export function secretHider(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter((secret) => secret.length >= leastLength);
  // The longer first: a secret may be part of another, and the rest of that would stay.
  const writings = [...new Set(hidden.flatMap(writingsOf))].toSorted((a, b) => b.length - a.length);
  return (text) => writings.reduce((left, writing) => left.replaceAll(writing, '[secret]'), text);
}

function writingsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

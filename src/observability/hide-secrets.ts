/** Shorter ones are found in ordinary words, and blotting those out would tell the secret rather than hide it. */
const leastLength = 4;

/**
 * @param secrets as they are; they are also found as an address or JSON would have them
 * @returns the text with `[secret]` in the place of each
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const writings = secrets.filter((secret) => secret.length >= leastLength).flatMap(writingsOf);
  // The longer first: a secret may be part of another, and the rest of that would stay.
  writings.sort((a, b) => b.length - a.length);
  return writings.reduce((hidden, writing) => hidden.replaceAll(writing, '[secret]'), text);
}

function writingsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

const names = '[\\w-]*(?:token|secret|password|signature|credential|api_?key)';

const patterns: [pattern: RegExp, hidden: string][] = [
  // A header; a sentence such as "Basic authentication" stays.
  [/\b(Bearer|Basic) +[\w.~+/=-]{16,}/gi, '$1 [redacted]'],
  // An address's query: the plugin's auth_secret, the signature of a recording's address.
  [new RegExp(`([?&]${names}=)[^&#\\s"']+`, 'gi'), '$1[redacted]'],
  // JSON inside a text, itself escaped or not.
  [new RegExp(`(\\\\*"(?:${names}|authorization)\\\\*"\\s*:\\s*\\\\*")[^"\\\\]+`, 'gi'), '$1[redacted]'],
  // A user and a password in an address.
  [/(\w:\/\/)[^\s/@:]*:[^\s/@]+@/g, '$1[redacted]@'],
];

/** @returns the text without what by its place must be a secret, known to us or not. */
export function hideCredentials(text: string): string {
  return patterns.reduce((hidden, [pattern, replacement]) => hidden.replace(pattern, replacement), text);
}

import { cleanValue } from './clean-value.ts';
import { secretVariables } from './variables.ts';

/**
 * @returns every secret that the environment has, for those who must keep them out of what they write: also each token
 * of a list, without the id that an encryption key has before it, the value of each header, and the password of the
 * database as it is and as its address has it
 */
export function listSecrets(env: NodeJS.ProcessEnv): string[] {
  const secrets = secretVariables.flatMap((name) => {
    const value = cleanValue(env[name]);
    if (value === undefined) return [];
    const parts = value.split(',').map((part) => part.trim());
    const bare = parts.map((part) => part.replace(/^[\w.-]{1,32}:/, ''));
    const headers = name === 'OTEL_EXPORTER_OTLP_HEADERS' ? parts.map(valueOf).filter(isLong) : [];
    return [value, ...parts, ...bare, ...headers, ...passwordOf(value)];
  });
  return [...new Set(secrets)].filter((secret) => secret !== '');
}

/** A header may also name a team or a data set; to hide such a word everywhere would make nonsense of the log. */
function isLong(value: string): boolean {
  return value.length >= 16;
}

/** Of `name=value`. */
function valueOf(header: string): string {
  return header.slice(header.indexOf('=') + 1).trim();
}

function passwordOf(address: string): string[] {
  const password = URL.canParse(address) ? new URL(address).password : '';
  try {
    return password === '' ? [] : [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

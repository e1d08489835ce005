import { cleanValue } from './clean-value.ts';
import { secretVariables } from './variables.ts';

/**
 * @returns every secret that the environment has, for those who must keep them out of what they write: also each token
 * of a list, without the id that an encryption key has before it, and the password of the database as it is and as its address has it
 */
export function listSecrets(env: NodeJS.ProcessEnv): string[] {
  const secrets = secretVariables.flatMap((name) => {
    const value = cleanValue(env[name]);
    if (value === undefined) return [];
    const parts = value.split(',').map((part) => part.trim());
    return [value, ...parts, ...parts.map((part) => part.replace(/^[\w.-]{1,32}:/, '')), ...passwordOf(value)];
  });
  return [...new Set(secrets)].filter((secret) => secret !== '');
}

function passwordOf(address: string): string[] {
  const password = URL.canParse(address) ? new URL(address).password : '';
  try {
    return password === '' ? [] : [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

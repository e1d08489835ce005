import { aircallWebhookPath } from '../../http/routes/aircall-webhook.ts';
import { CommandError } from '../command-error.ts';

/**
 * @param given what `--url` says: the service's address, with or without the webhook's path
 * @param publicUrl PUBLIC_URL
 * @returns where Aircall delivers
 * @throws {CommandError} for an address that Aircall would not take
 */
export function webhookAddress(given: string | undefined, publicUrl: string | null): string {
  if (given === undefined && publicUrl === null) {
    throw new CommandError('Set PUBLIC_URL, or say --url: the address that Aircall reaches this service by.', 2);
  }
  const name = given === undefined ? 'PUBLIC_URL' : '--url';
  const written = given ?? publicUrl ?? '';
  const url = URL.canParse(written) ? new URL(written) : null;
  const local = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && local))) {
    throw new CommandError(
      `${name}: ${JSON.stringify(written)} is not an https address. Write https://calls.example.com`,
      2,
    );
  }
  if (url.username !== '' || url.password !== '' || /[?#]/.test(written)) {
    throw new CommandError(`${name} has a user, a question mark or # in it. Write https://calls.example.com`, 2);
  }
  const base = url.href.replace(/\/+$/, '');
  return base.endsWith(aircallWebhookPath) ? base : `${base}${aircallWebhookPath}`;
}

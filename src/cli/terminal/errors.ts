import { HttpError, NoResponse, UnexpectedPayload } from '../../adapters/http/errors.ts';

/** Why a command failed, in words for its user. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** 1: failed; 2: usage error. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const credentials = {
  Front: 'Put a Front API token (Settings > Developers > API tokens) into FRONT_API_TOKEN',
  Aircall:
    'Put the id and token of an Aircall API key (Company settings > API keys) into AIRCALL_API_ID and AIRCALL_API_TOKEN',
} as const;
const addresses = { Front: 'FRONT_API_URL', Aircall: 'AIRCALL_API_URL' } as const;
const silences = {
  timeout: 'in time',
  refused: '(connection refused)',
  cut: '(connection closed)',
  unreadable: 'in JSON',
} as const;

/** Explains a failed request to a vendor and how to fix it. @returns null for any other error */
export function explainVendorFault(error: unknown): { found: string; remedy: string } | null {
  if (error instanceof NoResponse) {
    const { vendor, reason } = error;
    if (error.unknownHost) {
      return {
        found: `${vendor}'s host name is not found`,
        remedy: `Check it in ${addresses[vendor]}, if set, and that this machine can look up names (DNS).`,
      };
    }
    return {
      found: `${vendor} does not answer ${silences[reason]}`,
      remedy: `Check that this machine can reach ${vendor} and that ${addresses[vendor]}, if set, is ${vendor}'s API, not a proxy's page.`,
    };
  }
  if (error instanceof UnexpectedPayload) {
    const { vendor } = error;
    return {
      found: `${vendor} returned an undocumented answer (${error.operation})`,
      remedy: `Check that ${addresses[vendor]} is ${vendor}'s API, not a proxy's page.`,
    };
  }
  if (!(error instanceof HttpError)) return null;
  const { vendor, status, operation, detail } = error;
  const found = `${vendor} answers ${operation} with ${status} (${detail})`;
  if (status === 401 || (status === 403 && vendor === 'Aircall')) {
    return { found: `${vendor} rejects it (${status})`, remedy: `${credentials[vendor]}.` };
  }
  if (status === 403) return { found, remedy: 'Give the token the scopes listed in README.md.' };
  // A redirect comes from another server than the API, or from its address without https.
  if (status === 404 || (status >= 300 && status < 400)) {
    return { found, remedy: `Check that ${addresses[vendor]} is ${vendor}'s API.` };
  }
  if (status === 429) return { found, remedy: 'Its request limit is used up: try again in a minute.' };
  if (status >= 500) return { found, remedy: `${vendor} is having problems: try again, and see its status page.` };
  return { found, remedy: `See ${vendor}'s message.` };
}

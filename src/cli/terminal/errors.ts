import { VendorPayloadUnexpected, VendorRefused, VendorSilent } from '../../adapters/http/vendor-faults.ts';

/** What a command could not do, in words for the person who gave it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** 1: it failed; 2: it was called wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const credentials = {
  Front: 'Put a token of Front (Settings > Developers > API tokens) into FRONT_API_TOKEN',
  Aircall:
    'Put id and token of an Aircall API key (Company settings > API keys) into AIRCALL_API_ID and AIRCALL_API_TOKEN',
} as const;
const addresses = { Front: 'FRONT_API_URL', Aircall: 'AIRCALL_API_URL' } as const;
const silences = {
  timeout: 'in time',
  refused: '(nothing takes connections there)',
  cut: '(connection cut)',
  unreadable: 'in JSON',
} as const;

/** @returns what went wrong with a request to a vendor and what to do, in words for a person; null for any other error */
export function tellVendorFault(error: unknown): { found: string; remedy: string } | null {
  if (error instanceof VendorSilent) {
    const { vendor, reason } = error;
    return {
      found: `${vendor} does not answer ${silences[reason]}`,
      remedy: `See that this machine reaches ${vendor}, and that ${addresses[vendor]}, where it is set, names ${vendor}'s API and no page before it.`,
    };
  }
  if (error instanceof VendorPayloadUnexpected) {
    const { vendor } = error;
    return {
      found: `${vendor} answers otherwise than documented (${error.operation})`,
      remedy: `See that ${addresses[vendor]} names ${vendor}'s API and no page before it.`,
    };
  }
  if (!(error instanceof VendorRefused)) return null;
  const { vendor, status, operation, detail } = error;
  const found = `${vendor} answers ${status} to ${operation} (${detail})`;
  if (status === 401 || (status === 403 && vendor === 'Aircall')) {
    return { found: `${vendor} refuses it (${status})`, remedy: `${credentials[vendor]}.` };
  }
  if (status === 403) return { found, remedy: 'Give the token the scopes that README.md lists.' };
  if (status === 404) return { found, remedy: `See that ${addresses[vendor]} names ${vendor}'s API.` };
  if (status === 429) return { found, remedy: 'Its limit of requests is used up: try again in a minute.' };
  if (status >= 500) return { found, remedy: `It is ${vendor}'s trouble: try again, and see its status page.` };
  return { found, remedy: `See ${vendor}'s words.` };
}

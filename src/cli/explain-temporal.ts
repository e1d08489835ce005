import { findTlsFault } from '../adapters/temporal/find-tls-fault.ts';
import { grpcCode, grpcCodes } from '../adapters/temporal/grpc-code.ts';
import { readTemporalEnvironment } from '../adapters/temporal/temporal-environment.ts';

/** To be read after "Temporal"; without full stops. */
export interface TemporalAdvice {
  found: string;
  remedy: string;
}

/**
 * What a person can do about Temporal that is away or refuses.
 * @param error what a request to it has ended with
 * @returns null for an error that is about something else
 */
export async function explainTemporal(environment: NodeJS.ProcessEnv, error: unknown): Promise<TemporalAdvice | null> {
  const { address = 'localhost:7233' } = readTemporalEnvironment(environment).connectionOptions;
  switch (grpcCode(error)) {
    case grpcCodes.permissionDenied:
    case grpcCodes.unauthenticated:
      return {
        found: `refuses at ${address}`,
        remedy:
          'See TEMPORAL_API_KEY, or the certificate in TEMPORAL_TLS_CLIENT_*, and what they may do in TEMPORAL_NAMESPACE',
      };
    case grpcCodes.unavailable:
    case grpcCodes.deadlineExceeded: {
      const fault = await findTlsFault(environment);
      if (fault !== null) return { found: `cannot be spoken to at ${address}: ${fault.found}`, remedy: fault.remedy };
      return {
        found: `does not answer at ${address}`,
        remedy: 'See that it runs, and that TEMPORAL_ADDRESS names it (and TEMPORAL_TLS, if it asks for TLS)',
      };
    }
    case grpcCodes.notFound:
      return { found: `has no such namespace at ${address}`, remedy: 'Set TEMPORAL_NAMESPACE, or make the namespace' };
    default:
      return null;
  }
}

import { isGrpcServiceError } from '@temporalio/client';

/** gRPC's status codes, from its documentation, as far as they are told apart here. */
export const grpcCodes = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** @returns the status code of a gRPC error, also of one that the SDK has wrapped; -1 for anything else */
export function grpcCode(error: unknown): number {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause)) return cause.code;
  }
  return -1;
}

const transient = new Set<number>([
  grpcCodes.deadlineExceeded,
  grpcCodes.resourceExhausted,
  grpcCodes.aborted,
  grpcCodes.unavailable,
]);

/** Whether the server was unreachable or busy, or another request came first: the request may be retried. */
export function isTransient(error: unknown): boolean {
  return transient.has(grpcCode(error));
}

/** Temporal has not answered in time, or refuses: nothing is known of the calls' workflows. */
export class TemporalAway extends Error {
  override readonly name = 'TemporalAway';
}

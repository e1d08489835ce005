import { isGrpcServiceError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';

/** The gRPC status codes that are distinguished here, from gRPC's documentation. */
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

/** @returns the status code of a gRPC error, also of a wrapped one; -1 for any other error */
export function grpcCode(error: unknown): number {
  return grpcErrorIn(error)?.code ?? -1;
}

/** @returns what the server says of a gRPC error, also of a wrapped one; the message of any other error */
export function grpcDetails(error: unknown): string {
  return grpcErrorIn(error)?.details ?? String(error);
}

function grpcErrorIn(error: unknown): { code: number; details: string } | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause)) return cause;
  }
  return null;
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

/** Temporal has not answered in time, refuses access, or is overloaded. */
export class TemporalUnavailable extends Error {
  override readonly name = 'TemporalUnavailable';
  /** Whether it answers that it, or the namespace, has too many requests. */
  readonly isOverloaded: boolean;

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.isOverloaded = grpcCode(options.cause) === grpcCodes.resourceExhausted;
  }
}

/** The root failure of a failed workflow. */
interface WorkflowFailure {
  /** As in `CallthreadFailure`; null for an error that no activity or workflow of ours raised. */
  type: string | null;
  message: string;
  remedy: string | null;
}

/** @returns the last ApplicationFailure in the chain of causes, or else the message of the first cause */
export function readWorkflowFailure(failure: Error): WorkflowFailure {
  const first = failure.cause instanceof Error ? failure.cause : failure;
  let root: WorkflowFailure = { type: null, message: first.message, remedy: null };
  for (let cause: unknown = failure; cause instanceof Error; cause = cause.cause) {
    if (!(cause instanceof ApplicationFailure)) continue;
    const [details] = (cause.details ?? []) as Array<{ remedy?: string } | undefined>;
    root = { type: cause.type ?? null, message: cause.message, remedy: details?.remedy ?? null };
  }
  return root;
}

import { maskNumber } from '../../domain/phone-number.ts';

export type Vendor = 'Front' | 'Aircall';

/**
 * No answer came, or none that can be read: cut off, empty, no JSON, a proxy's page. `sent` is false only when nothing can
 * have reached the vendor; otherwise it may have done the work.
 */
export class NoResponse extends Error {
  override readonly name = 'NoResponse';
  readonly vendor: Vendor;
  readonly operation: string;
  readonly reason: 'timeout' | 'refused' | 'cut' | 'unreadable';
  readonly sent: boolean;
  /** Whether the request was a write: then its outcome is unknown. */
  readonly write: boolean;
  /** Whether the name of the vendor's host could not be looked up. */
  readonly unknownHost: boolean;

  constructor(fault: {
    vendor: Vendor;
    operation: string;
    reason: NoResponse['reason'];
    sent: boolean;
    write?: boolean;
    unknownHost?: boolean;
  }) {
    const answer = fault.reason === 'unreadable' ? 'an unreadable answer' : `no answer (${fault.reason})`;
    super(`${fault.vendor} gave ${answer} to ${fault.operation}`);
    this.vendor = fault.vendor;
    this.operation = fault.operation;
    this.reason = fault.reason;
    this.sent = fault.sent;
    this.write = fault.write ?? false;
    this.unknownHost = fault.unknownHost ?? false;
  }
}

/** An error status. `detail` is the vendor's own message, without numbers and tokens. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly vendor: Vendor;
  readonly operation: string;
  readonly status: number;
  readonly detail: string;
  /** How long the vendor asks to wait, in milliseconds; null when it does not say. */
  readonly retryAfterMs: number | null;
  /** As in NoResponse: a 5xx may be sent after the work was done. */
  readonly write: boolean;
  /** The request named a cached id that may be out of date; the next attempt looks it up again. */
  readonly stale: boolean;

  constructor(fault: {
    vendor: Vendor;
    operation: string;
    status: number;
    detail: string;
    retryAfterMs: number | null;
    write?: boolean;
    stale?: boolean;
  }) {
    super(`${fault.vendor} answered ${fault.status} to ${fault.operation}: ${fault.detail}`);
    this.vendor = fault.vendor;
    this.operation = fault.operation;
    this.status = fault.status;
    this.detail = fault.detail;
    this.retryAfterMs = fault.retryAfterMs;
    this.write = fault.write ?? false;
    this.stale = fault.stale ?? false;
  }
}

/** Answers that refuse what a request names. */
const refusals = new Set([400, 404, 405, 406, 410, 414, 422, 451]);

/**
 * Whether a vendor does not know, or does not accept, what a request names. For a question that is an answer ("not found that
 * way"), not a fault that a person has to fix.
 */
export function isRefused(error: unknown): error is HttpError {
  return error instanceof HttpError && refusals.has(error.status);
}

/** For a question's `catch`: null when it is refused. @throws everything else */
export function nullIfRefused(error: unknown): null {
  if (isRefused(error)) return null;
  throw error;
}

/** A 2xx status with a body that is not as documented. */
export class UnexpectedPayload extends Error {
  override readonly name = 'UnexpectedPayload';
  readonly vendor: Vendor;
  readonly operation: string;
  readonly detail: string;

  constructor(fault: { vendor: Vendor; operation: string; detail: string }) {
    super(`${fault.vendor} answered ${fault.operation} with an unexpected body: ${fault.detail}`);
    this.vendor = fault.vendor;
    this.operation = fault.operation;
    this.detail = fault.detail;
  }
}

/** Whether a vendor failed, or did not answer in time. */
export function isVendorError(error: unknown): error is NoResponse | HttpError | UnexpectedPayload {
  return error instanceof NoResponse || error instanceof HttpError || error instanceof UnexpectedPayload;
}

const faultStatuses = new Set([401, 403, 429]);

/**
 * @param seen the status of an answer, or why there was none
 * @returns whether a person may have to act; a 404 or a 422 is often an ordinary answer, and parks the call if it is not
 */
export function isVendorFault({ status }: { status: number | string }): boolean {
  return typeof status !== 'number' || status >= 500 || faultStatuses.has(status);
}

const maxDetailLength = 400;
/** Front's ids, such as crd_55551, are no phone numbers, and the reader of the error needs them. */
const frontIds = /(\b[a-z]{3}_[0-9a-z]{1,20}\b)/;

/** @returns a vendor's own words without phone numbers, e-mail addresses and anything that could be a secret */
export function cleanDetail(text: string): string {
  return text
    .slice(0, 4 * maxDetailLength)
    .replace(/\S+@\S+/g, '•••')
    .replace(/[\w+/=.-]{24,}/g, '•••')
    .split(frontIds)
    .map((part) => (frontIds.test(part) ? part : maskNumber(part)))
    .join('')
    .slice(0, maxDetailLength);
}

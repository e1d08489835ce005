export type Vendor = 'Front' | 'Aircall';

/**
 * No answer came, or none that can be read: cut off, empty, no JSON, a proxy's page. `sent` is false only when nothing can
 * have reached the vendor; otherwise it may have done the work.
 */
export class VendorSilent extends Error {
  override readonly name = 'VendorSilent';
  readonly vendor: Vendor;
  readonly operation: string;
  readonly reason: 'timeout' | 'refused' | 'cut' | 'unreadable';
  readonly sent: boolean;
  /** Whether the request was to change something: then it is unknown whether it did. */
  readonly write: boolean;

  constructor(fault: {
    vendor: Vendor;
    operation: string;
    reason: VendorSilent['reason'];
    sent: boolean;
    write?: boolean;
  }) {
    super(
      `${fault.vendor} gave no ${fault.reason === 'unreadable' ? 'readable ' : ''}answer to ${fault.operation}${fault.reason === 'unreadable' ? '' : ` (${fault.reason})`}`,
    );
    this.vendor = fault.vendor;
    this.operation = fault.operation;
    this.reason = fault.reason;
    this.sent = fault.sent;
    this.write = fault.write ?? false;
  }
}

/** An answer that is an error. `detail` is the vendor's own message, already free of numbers and tokens. */
export class VendorRefused extends Error {
  override readonly name = 'VendorRefused';
  readonly vendor: Vendor;
  readonly operation: string;
  readonly status: number;
  readonly detail: string;
  /** How long the vendor asks to wait, in milliseconds; null when it does not say. */
  readonly retryAfterMs: number | null;
  /** As in VendorSilent: a 5xx may come after the work was done. */
  readonly write: boolean;
  /** The request named something by an id that may be out of date; the next attempt looks it up anew. */
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

/** A good status with a body that is not what the vendor documents. */
export class VendorPayloadUnexpected extends Error {
  override readonly name = 'VendorPayloadUnexpected';
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

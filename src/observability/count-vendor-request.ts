import type { Metrics } from './create-metrics.ts';

interface RequestSeen {
  vendor: string;
  operation: string;
  /** The HTTP status, or how there came to be none. */
  status: number | string;
  durationMs: number;
}

/** @returns what counts each request to a vendor once it has an answer, or will have none */
export function countVendorRequest(metrics: Metrics): (seen: RequestSeen) => void {
  return ({ vendor, operation, status, durationMs }) => {
    metrics.count('callthread_vendor_requests_total', { vendor, operation, status });
    metrics.observe('callthread_vendor_request_seconds', { vendor, operation }, durationMs / 1000);
  };
}

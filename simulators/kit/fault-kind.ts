import type { Response } from 'express';

/** The kind of fault that struck this request: set by the fault middleware, read by the journal. */
export const faultKinds = new WeakMap<Response, string>();

import { z } from 'zod';

/** Ends a transformation of zod with what is wrong, a full stop, and what would be right. */
export function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

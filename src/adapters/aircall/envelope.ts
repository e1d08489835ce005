import { z } from 'zod';
import { Seconds } from './fields.ts';

/**
 * What surrounds every webhook of Aircall. `data` is left unread: whose it is depends on `event`, and it is looked into
 * only once `token` has been found right. (`resource` repeats the beginning of `event`.)
 */
export const Envelope = z.object({
  event: z.string(),
  /** When Aircall built the body. */
  timestamp: Seconds,
  token: z.string(),
  data: z.unknown().optional(),
});
export type Envelope = z.infer<typeof Envelope>;

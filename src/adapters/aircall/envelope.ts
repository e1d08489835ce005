import { z } from 'zod';

/**
 * What surrounds every webhook from Aircall. `timestamp` and `data` stay unread: their shapes depend on `event`, and a
 * webhook that is refused for its shape is delivered fifty times and then disabled. They are read for events of calls
 * alone, and only once `token` has proved right. (`resource` repeats the beginning of `event`.)
 */
export const Envelope = z.object({
  event: z.string(),
  /** When Aircall built the body. */
  timestamp: z.unknown().optional(),
  token: z.string(),
  data: z.unknown().optional(),
});
export type Envelope = z.infer<typeof Envelope>;

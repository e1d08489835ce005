import { z } from 'zod';
import { eventNames } from './event-names.ts';

const webhookRequest = z.object({
  url: z.string().refine(isAllowed, 'must be an https address').optional(),
  custom_name: z.string().nullable().optional(),
  events: z
    .array(
      z
        .string()
        .refine((name) => eventNames.includes(name), { error: ({ input }) => `unknown event ${String(input)}` }),
    )
    .optional(),
  active: z.boolean().optional(),
});

export interface WebhookRequest {
  url: string | undefined;
  customName: string | null | undefined;
  events: string[] | undefined;
  active: boolean | undefined;
}

/** The body of POST and PUT on webhooks; `problem` says what Aircall would answer 400 to. */
export function parseWebhookRequest(body: unknown): WebhookRequest | { problem: string } {
  const parsed = webhookRequest.safeParse(body ?? {});
  if (!parsed.success) return { problem: z.prettifyError(parsed.error) };
  const { url, custom_name: customName, events, active } = parsed.data;
  return { url, customName, events, active };
}

/** Aircall delivers over https only; plain http is let through to this machine, where tests listen. */
function isAllowed(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost'));
}

/**
 * What a webhook is registered to after an update. Without `events_action` the list is replaced, and a missing or empty
 * one means ALL events: an update that only means to switch a webhook on makes it noisy (Aircall's reference on webhooks).
 */
export function eventsAfterUpdate(current: string[], given: string[] | undefined, action: unknown): string[] {
  if (action === 'add') return [...new Set([...current, ...(given ?? [])])];
  if (action === 'remove') return current.filter((name) => !(given ?? []).includes(name));
  return given === undefined || given.length === 0 ? [...eventNames] : [...new Set(given)];
}

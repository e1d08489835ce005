import { z } from 'zod';

/*
 * Answers of Front that several files read, with the fields that are used. Names are Front's own, as in its Core API
 * reference. An answer that one file reads is there.
 */

/** Only shown: another shape than the documented one is no reason to refuse the answer. */
const Shown = z.string().nullish().catch(null);

const Link = z.object({ external_url: z.string().nullish() });

export const Conversation = z.object({
  id: z.string(),
  subject: z.string().nullish(),
  status: z.string(),
  assignee: z.object({ id: z.string(), first_name: Shown, last_name: Shown }).nullish(),
  links: z.array(Link).nullish(),
  updated_at: z.number().nullish(),
  _links: z.object({ related: z.object({ last_message: z.string().nullish() }).nullish() }).nullish(),
  tags: z.array(z.object({ id: z.string(), name: z.string() })).nullish(),
  created_at: z.number().nullish().catch(null),
  recipient: z.object({ name: Shown }).nullish().catch(null),
  /** Snoozes. */
  scheduled_reminders: z
    .array(z.object({ scheduled_at: z.number().nullish() }))
    .nullish()
    .catch(null),
});
export type Conversation = z.infer<typeof Conversation>;

/** A page of a list. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ _results: z.array(item), _pagination: z.object({ next: z.string().nullish() }).nullish() });

const Inbox = z.object({ id: z.string(), name: z.string().nullish() });
export const InboxList = list(Inbox);

export const Message = z.object({
  id: z.string(),
  type: z.string().nullish(),
  created_at: z.number().nullish(),
  subject: z.string().nullish(),
  body: z.string().nullish(),
  text: z.string().nullish(),
  author: z.object({ id: z.string() }).nullish(),
  recipients: z.array(z.object({ handle: z.string().nullish() })).nullish(),
  _links: z.object({ related: z.object({ conversation: z.string().nullish() }).nullish() }).nullish(),
});
export type Message = z.infer<typeof Message>;

export const Nothing = z.unknown().transform(() => undefined);

import { z } from 'zod';

/** Front's answers, with the fields that are used. Names are Front's own, as in its Core API reference. */

const Link = z.object({ external_url: z.string().nullish() });

export const Conversation = z.object({
  id: z.string(),
  subject: z.string().nullish(),
  status: z.string(),
  assignee: z.object({ id: z.string() }).nullish(),
  links: z.array(Link).nullish(),
  updated_at: z.number().nullish(),
  tags: z.array(z.object({ id: z.string(), name: z.string() })).nullish(),
});
export type Conversation = z.infer<typeof Conversation>;

const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ _results: z.array(item), _pagination: z.object({ next: z.string().nullish() }).nullish() });

export const ConversationList = list(Conversation);

export const Contact = z.object({ id: z.string() });

const Inbox = z.object({ id: z.string(), name: z.string().nullish() });
export const InboxList = list(Inbox);

export const Teammate = z.object({
  id: z.string(),
  email: z.string().nullish(),
  is_blocked: z.boolean().nullish(),
});
export type Teammate = z.infer<typeof Teammate>;
export const TeammateList = list(Teammate);

export const Tag = z.object({ id: z.string(), name: z.string() });
export type Tag = z.infer<typeof Tag>;
export const TagList = list(Tag);
export type TagList = z.infer<typeof TagList>;

export const Accepted = z.object({ message_uid: z.string().nullish() });

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
export const MessageList = list(Message);

export const Comment = z.object({
  id: z.string(),
  body: z.string().nullish(),
  posted_at: z.number().nullish(),
  author: z.object({ id: z.string() }).nullish(),
});
export type Comment = z.infer<typeof Comment>;
export const CommentList = list(Comment);

export const Nothing = z.unknown().transform(() => undefined);

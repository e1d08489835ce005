import type {
  CommentRecord,
  ConversationRecord,
  InboxRecord,
  LinkRecord,
  MessageRecord,
  TagRecord,
} from './records.ts';

/** Who made a change: a teammate's id, the API token, or one of Front's own rules. */
export type Actor = { kind: 'teammate'; id: string } | { kind: 'api' } | { kind: 'rule' };

/** What happened to a conversation; the types are those of Front's application webhooks. */
export type FrontEvent = { conversation: ConversationRecord; actor: Actor } & (
  | { type: 'inbound_received' | 'outbound_sent'; message: MessageRecord; skipsRules: boolean }
  | { type: 'conversation_archived'; skipsRules: boolean }
  | { type: 'conversation_reopened' | 'conversation_deleted' | 'conversation_restored' }
  | { type: 'conversation_moved'; inbox: InboxRecord }
  | { type: 'new_comment_added'; comment: CommentRecord }
  | { type: 'assignee_changed'; assigneeId: string | null }
  | { type: 'tag_added' | 'tag_removed'; tag: TagRecord }
  | { type: 'link_added' | 'link_removed'; link: LinkRecord }
);

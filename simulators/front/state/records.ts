/** Where a contact can be reached; each (source, handle) belongs to one contact at most. */
export interface Handle {
  source: HandleSource;
  handle: string;
}

export type HandleSource = 'twitter' | 'email' | 'phone' | 'facebook' | 'intercom' | 'front_chat' | 'custom';

/** Types that an imported message may have; each goes with one source of handles. */
export type MessageType = 'email' | 'sms' | 'intercom' | 'custom';

/** As Front's API reads it: open is `assigned` or `unassigned`, the trash (and spam) is `deleted`. */
export type ConversationStatus = 'assigned' | 'unassigned' | 'archived' | 'deleted';

export interface ContactRecord {
  id: string;
  name: string;
  description: string;
  handles: Handle[];
  links: string[];
  lists: string[];
  customFields: Record<string, unknown>;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface TeammateRecord {
  id: string;
  email: string;
  username: string;
  firstName: string;
  lastName: string;
  isAdmin: boolean;
  isAvailable: boolean;
  isBlocked: boolean;
  /** `api` for the token itself, which is the author of comments without one. */
  type: 'user' | 'api' | 'rule';
}

export interface InboxRecord {
  id: string;
  name: string;
}

export interface TagRecord {
  id: string;
  name: string;
  description: string | null;
  highlight: string | null;
  isVisibleInConversationLists: boolean;
  createdAtMs: number;
}

export interface LinkRecord {
  id: string;
  name: string;
  externalUrl: string;
}

/** A file's data; its bytes are in `FrontState.files`. */
export interface AttachmentRecord {
  id: string;
  filename: string;
  contentType: string;
  sizeBytes: number;
}

export interface RecipientRecord {
  role: 'from' | 'to' | 'cc' | 'bcc';
  handle: string;
  name: string | null;
  /** null for our own side of the message */
  contactId: string | null;
}

export interface MessageRecord {
  id: string;
  uid: string;
  externalId: string | null;
  threadRef: string | null;
  type: MessageType;
  isInbound: boolean;
  subject: string;
  body: string;
  createdAtSeconds: number;
  arrivedAtMs: number;
  authorId: string | null;
  recipients: RecipientRecord[];
  attachments: AttachmentRecord[];
}

export interface CommentRecord {
  id: string;
  authorId: string;
  body: string;
  postedAtMs: number;
  isPinned: boolean;
  attachments: AttachmentRecord[];
}

/** A teammate's snooze. */
interface ReminderRecord {
  teammateId: string;
  scheduledAtSeconds: number;
  createdAtMs: number;
}

export interface ConversationRecord {
  id: string;
  subject: string;
  status: ConversationStatus;
  assigneeId: string | null;
  inboxIds: string[];
  tagIds: string[];
  links: LinkRecord[];
  /** Oldest first by `createdAtSeconds`, whatever the order in which they arrived. */
  messages: MessageRecord[];
  comments: CommentRecord[];
  customFields: Record<string, unknown>;
  reminders: ReminderRecord[];
  /** In a teammate's own inbox, which tokens for shared ones do not see. */
  isPrivate: boolean;
  /** The survivor, once merged; its messages and comments have gone there. */
  mergedInto: string | null;
  createdAtMs: number;
  updatedAtMs: number;
}
